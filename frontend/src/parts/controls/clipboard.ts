// Puts a text on the clipboard.

export async function toClipboard(text: string): Promise<void> {
  // Browsers have it only on pages that came by HTTPS or from the same machine.
  if (window.isSecureContext) return navigator.clipboard.writeText(text)
  const copy = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
  }
  document.addEventListener('copy', copy, { once: true })
  // Deprecated, and all there is on other pages.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand('copy')
  document.removeEventListener('copy', copy)
}
