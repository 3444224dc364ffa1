// What the keys do on the page that is shown.
import { useShortcuts } from '../../hooks/shortcuts'
import { Dialog } from '../controls/Dialog'

const NAMES: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: 'Enter ⏎',
}

export function KeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const shortcuts = useShortcuts()
  return (
    <Dialog open={open} onClose={onClose} title="Keys">
      <dl className="keys">
        {shortcuts.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{NAMES[key] ?? key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
