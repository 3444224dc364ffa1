// Why something was refused, or nothing where it was not.

export function ErrorMessage({ reason }: { reason: string | null }) {
  if (reason === null) return null
  return (
    <p role="alert" className="refused">
      {reason}
    </p>
  )
}
