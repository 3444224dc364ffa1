// The way in: by password, or by the link that the server prints.
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { type Credentials, onceVisible, signIn, usePasswordSet } from '../../api/session'
import { Show } from '../../parts/Answer'
import { ErrorMessage } from '../../parts/controls/ErrorMessage'
import { Field } from '../../parts/controls/Field'
import { Logo } from '../../parts/controls/Icon'
import { useTitle } from '../../parts/frame/Frame'
import { baseOf } from '../../urls/base'
import { here } from '../../urls/here'
import { API } from '../../urls/root'

const route = getRouteApi('/sign-in')

/** The explorer is a page of its own, and so is what is of another project. */
function isAnotherDocument(address: string): boolean {
  const { pathname, search } = new URL(address, location.href)
  return pathname === here.root + API || baseOf(pathname, search, here.root).path !== here.path
}

export function SignInPage() {
  useTitle('Sign in')
  const { token, from } = route.useSearch()
  const [link] = useState(token)
  const [reason, setReason] = useState<string | null>(null)
  const [busy, setBusy] = useState(link !== undefined)
  const client = useQueryClient()
  const router = useRouter()

  const enter = async (credentials: Credentials) => {
    setBusy(true)
    const refused = await signIn(credentials)
    setBusy(false)
    setReason(refused)
    if (refused !== null) return
    client.clear()
    if (from === undefined) void router.navigate({ to: '/users', replace: true })
    else if (isAnotherDocument(from)) location.replace(from)
    else router.history.replace(from)
  }

  // The link signs in without another click, but not before somebody sees the page, and its token
  // does not stay in the address.
  useEffect(() => {
    if (link === undefined) return
    void router.navigate({ to: '/sign-in', search: { from }, replace: true })
    return onceVisible(() => void enter({ token: link }))
    // oxlint-disable-next-line react/exhaustive-deps -- once for each link
  }, [link])

  return (
    <main className="sign-in">
      <h1>
        <Logo /> Usertrail
      </h1>
      <ErrorMessage reason={reason} />
      {busy && link !== undefined && reason === null ? (
        <p role="status" className="faint">
          Signing in…
        </p>
      ) : (
        <PasswordOrLink busy={busy} onSubmit={(password) => void enter({ password })} />
      )}
    </main>
  )
}

interface PasswordFormProps {
  busy: boolean
  onSubmit: (password: string) => void
}

/** For who has no link that works. */
function PasswordOrLink(form: PasswordFormProps) {
  const passwordSet = usePasswordSet()
  return (
    <Show answer={passwordSet}>
      {(set) =>
        set ? (
          <PasswordForm {...form} />
        ) : (
          <p>
            Open the link that <code>usertrail serve</code> printed when it started, or run{' '}
            <code>usertrail link</code> where the server runs for a new one. Each works once.
          </p>
        )
      }
    </Show>
  )
}

function PasswordForm({ busy, onSubmit }: PasswordFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(String(new FormData(event.currentTarget).get('password') ?? ''))
  }
  return (
    <form onSubmit={submit}>
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <button type="submit" className="primary" disabled={busy}>
        Sign in
      </button>
    </form>
  )
}
