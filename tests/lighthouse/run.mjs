// Prints Lighthouse's scores of an address, for a phone and for a desk, as JSON: the median of several runs.
import { launch } from 'chrome-launcher'
import lighthouse, { desktopConfig } from 'lighthouse'

const { SCORED_URL: url, SCORED_COOKIE: Cookie, CHROMIUM: chromePath } = process.env
const RUNS = 5
const MOST_FAULTS = 3
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Of one load in a browser of its own, by category, 0 to 100; null where the browser did not draw. */
async function scoresOf(config) {
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', ...quiet] })
  const { lhr } = await lighthouse(
    url,
    {
      port: chrome.port,
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
      extraHeaders: { Cookie },
      logLevel: 'error',
    },
    config,
  )
  await chrome.kill()
  if (lhr.runtimeError) {
    console.error(lhr.runtimeError.message)
    return null
  }
  return Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)])
}

/** The middle of each category's scores: one load differs from the next. */
function mediansOf(runs) {
  const sorted = Object.groupBy(runs.flat(), ([id]) => id)
  return Object.fromEntries(
    Object.entries(sorted).map(([id, scores]) => {
      const values = scores.map(([, score]) => score).sort((a, b) => a - b)
      return [id, values[Math.floor(values.length / 2)]]
    }),
  )
}

const scores = {}
for (const [form, config] of Object.entries({ phone: undefined, desk: desktopConfig })) {
  const runs = []
  for (let tries = 0; runs.length < RUNS; tries++) {
    if (tries === RUNS + MOST_FAULTS) throw new Error(`Only ${runs.length} of ${tries} loads were drawn`)
    const run = await scoresOf(config)
    if (run) runs.push(run)
  }
  scores[form] = mediansOf(runs)
}
console.log(JSON.stringify(scores))
