// One of several things to see, the choice being in the address.

interface TabsProps<T extends string> {
  label: string
  tabs: readonly { id: T; name: string }[]
  chosen: T
  onChoose: (tab: T) => void
}

export function Tabs<T extends string>({ label, tabs, chosen, onChoose }: TabsProps<T>) {
  return (
    <div className="tabs" role="group" aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          aria-pressed={tab.id === chosen}
          onClick={() => onChoose(tab.id)}
        >
          {tab.name}
        </button>
      ))}
    </div>
  )
}
