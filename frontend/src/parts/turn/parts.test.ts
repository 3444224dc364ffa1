import { expect, test } from 'vitest'
import type { StepFragment, TurnFragment } from '../../generated/graphql'
import { failuresOf, modelsOf, stepCount, stepsOf } from './parts'

function step(spanId: string, given: Partial<StepFragment> = {}): StepFragment {
  return {
    spanId,
    parentSpanId: 'root',
    type: 'SPAN',
    name: spanId,
    startedAt: '2026-01-01T00:00:00Z',
    latencyMs: 1,
    level: 'DEFAULT',
    statusMessage: null,
    model: null,
    ...given,
  }
}

function turn(nodes: StepFragment[], spanCount = nodes.length): TurnFragment {
  return { spans: { nodes }, spanCount } as unknown as TurnFragment
}

const root = step('root', { parentSpanId: null })
const names = (steps: readonly StepFragment[]) => steps.map(({ spanId }) => spanId)

test('the one span that all others are below is the turn itself, and no step of it', () => {
  expect(names(stepsOf(turn([root, step('a'), step('b')])))).toEqual(['a', 'b'])
  expect(stepCount(turn([root]))).toBe(0)
  expect(names(stepsOf(turn([root, step('other', { parentSpanId: '' })])))).toEqual([
    'root',
    'other',
  ])
})

test('steps that did not come with the turn are counted', () => {
  expect(stepCount(turn([root, step('a')], 2000))).toBe(1999)
})

test('each model is told once', () => {
  const spans = ['x', 'y', '', 'x'].map((model, at) => step(`${at}`, { model }))
  expect(modelsOf(turn([root, ...spans]))).toEqual(['x', 'y'])
})

test('an error is told where it happened, and what was made of it where that says more', () => {
  const failed = { level: 'ERROR', statusMessage: 'late' } as const
  const passedOn = [
    step('root', { ...failed, parentSpanId: null }),
    step('a', { ...failed, statusMessage: null }),
    step('b', { ...failed, parentSpanId: 'a' }),
  ]
  expect(names(failuresOf(turn(passedOn)))).toEqual(['b'])
  const chained = [
    step('root', { ...failed, parentSpanId: null }),
    step('a', failed),
    step('b', { ...failed, parentSpanId: 'a', statusMessage: 'no route' }),
  ]
  expect(names(failuresOf(turn(chained)))).toEqual(['a', 'b'])
  const circle = [step('a', { ...failed, parentSpanId: 'b' }), step('b', { parentSpanId: 'a' })]
  expect(names(failuresOf(turn(circle)))).toEqual(['a'])
  expect(failuresOf(turn([root, step('a', { level: 'WARNING' })]))).toEqual([])
})
