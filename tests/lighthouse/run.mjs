// Prints Lighthouse's scores of an address, for a phone and for a desk, as JSON.
import { launch } from 'chrome-launcher'
import lighthouse, { desktopConfig } from 'lighthouse'

const { SCORED_URL: url, SCORED_COOKIE: Cookie, CHROMIUM: chromePath } = process.env
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', ...quiet] })
const options = {
  port: chrome.port,
  onlyCategories: ['performance', 'accessibility', 'best-practices'],
  extraHeaders: { Cookie },
  logLevel: 'error',
}
const scores = {}
for (const [form, config] of Object.entries({ phone: undefined, desk: desktopConfig })) {
  const { lhr } = await lighthouse(url, options, config)
  const categories = Object.values(lhr.categories)
  scores[form] = Object.fromEntries(categories.map(({ id, score }) => [id, Math.round(score * 100)]))
}
await chrome.kill()
console.log(JSON.stringify(scores))
