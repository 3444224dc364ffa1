// One of several things to see, the choice being in the address.
import { Tabs as Parts } from 'radix-ui'
import type { ReactNode } from 'react'

interface TabsProps<T extends string> {
  label: string
  tabs: readonly { id: T; name: ReactNode }[]
  chosen: T
  onChoose: (tab: T) => void
  children: ReactNode
}

export function Tabs<T extends string>({ label, tabs, chosen, onChoose, children }: TabsProps<T>) {
  const choose = (id: string) => {
    const tab = tabs.find((one) => one.id === id)
    if (tab) onChoose(tab.id)
  }
  return (
    // An arrow only moves the focus: each choice is a question to the server and an address.
    <Parts.Root value={chosen} onValueChange={choose} activationMode="manual">
      <Parts.List className="tabs" aria-label={label}>
        {tabs.map((tab) => (
          <Parts.Trigger key={tab.id} value={tab.id}>
            {tab.name}
          </Parts.Trigger>
        ))}
      </Parts.List>
      {tabs.map((tab) => (
        <Parts.Content key={tab.id} value={tab.id} className="tab-panel">
          {tab.id === chosen && children}
        </Parts.Content>
      ))}
    </Parts.Root>
  )
}
