// What a project without traces shows in the place of each page.
import { lazy, Suspense, useState } from 'react'
import type { SetupTab } from '../../urls/setup'
import { Skeleton } from '../Answer'
import { useTitle } from '../frame/Frame'

// Most projects have traces: they do not load it.
const SetupGuide = lazy(async () => ({ default: (await import('./SetupGuide')).SetupGuide }))

/** The guide, until the first trace; what comes next shows itself. */
export function Setup() {
  const [tab, setTab] = useState<SetupTab>('python')
  useTitle('Setup')
  return (
    <div className="setup">
      <h1>Send your first trace</h1>
      <p className="waiting" role="status">
        <span className="pulse" aria-hidden="true" /> Waiting for the first trace. This page goes on
        by itself when it arrives.
      </p>
      <Suspense fallback={<Skeleton />}>
        <SetupGuide tab={tab} onTab={setTab} />
      </Suspense>
    </div>
  )
}
