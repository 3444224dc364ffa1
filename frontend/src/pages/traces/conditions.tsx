// What else may be asked of the traces of all users.
import type { TraceFilter } from '../../generated/graphql'
import { countRange, numberRange } from '../../parts/filters/bounds'
import type { Condition, FieldsProps } from '../../parts/filters/condition'
import { rangeCondition } from '../../parts/filters/kinds'
import { RangeFields, rangeIn } from '../../parts/filters/RangeFields'
import {
  someOf,
  tagsIn,
  TRACE_CONDITIONS,
  type TraceChoices,
} from '../../parts/tracesList/traceConditions'
import { readTags, type TracesSearch } from '../../urls/traces'

type TracesCondition = Condition<TracesSearch, TraceFilter, TraceChoices>
type TextParam = 'user' | 'name' | 'model' | 'release' | 'version' | 'anyTag' | 'noTag' | 'metadata'

/** A text that is typed into a form. */
function typed(
  param: TextParam,
  name: string,
  label: string,
  filter: (text: string) => TraceFilter,
): TracesCondition {
  return {
    id: param,
    name,
    words: (search) => search[param] ?? null,
    filter: ({ [param]: text }) => (text === undefined ? {} : filter(text)),
    cleared: { [param]: undefined },
    control: {
      kind: 'form',
      Fields: ({ search }) => (
        <label>
          {label}
          <input name={param} defaultValue={search[param]} autoComplete="off" />
        </label>
      ),
      read: (form) => ({ [param]: String(form.get(param) ?? '').trim() || undefined }),
    },
  }
}

function tags(param: 'anyTag' | 'noTag', name: string, label: string): TracesCondition {
  const field = param === 'anyTag' ? 'tagsAny' : 'tagsNone'
  const one = typed(param, name, label, (text) => ({ [field]: someOf(readTags(text)) }))
  return {
    ...one,
    words: (search) => readTags(search[param]).join(', ') || null,
    control: { ...one.control, kind: 'form', read: (form) => ({ [param]: tagsIn(form, param) }) },
  } as TracesCondition
}

/** `plan` -> that there is one; `plan=pro` -> which. */
export function metadataOf(text: string): TraceFilter {
  const [key = '', ...rest] = text.split('=')
  const value = rest.length > 0 ? rest.join('=').trim() : undefined
  return { metadata: [{ key: key.trim(), value }] }
}

const FEEDBACK: TracesCondition = {
  id: 'feedback',
  name: 'Feedback given',
  words: feedbackWords,
  filter: ({ feedback: name, feedbackValue, comment }) => {
    if (name === undefined && feedbackValue === undefined && comment === undefined) return {}
    const hasComment = comment && comment === 'yes'
    return { feedback: { name, value: numberRange(feedbackValue), hasComment } }
  },
  cleared: { feedback: undefined, feedbackValue: undefined, comment: undefined },
  control: {
    kind: 'form',
    Fields: FeedbackFields,
    read: (form) => ({
      feedback: String(form.get('feedback') ?? '').trim() || undefined,
      feedbackValue: rangeIn(form, 'feedbackValue'),
      comment: form.get('comment') === 'on' ? 'yes' : undefined,
    }),
  },
}

function feedbackWords({ feedback, feedbackValue, comment }: TracesSearch): string | null {
  const said = [feedback, feedbackValue, comment && 'with a comment']
  return said.filter((words) => words !== undefined).join(' ') || null
}

function FeedbackFields({ search, choices }: FieldsProps<TracesSearch, TraceChoices>) {
  return (
    <>
      <label>
        Name
        <select name="feedback" defaultValue={search.feedback ?? ''}>
          <option value="">Any</option>
          {choices.feedbackNames.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <RangeFields name="feedbackValue" label="Value (1 for yes)" value={search.feedbackValue} />
      <label className="check">
        <input type="checkbox" name="comment" defaultChecked={search.comment === 'yes'} /> With a
        comment
      </label>
    </>
  )
}

export const TRACES_CONDITIONS: readonly TracesCondition[] = [
  ...TRACE_CONDITIONS,
  typed('user', 'User', 'User id', (userId) => ({ userId })),
  typed('name', 'Name', 'Name of the trace', (name) => ({ names: [name] })),
  typed('model', 'Model', 'Model that was called', (model) => ({ models: [model] })),
  typed('release', 'Release', 'Release', (release) => ({ releases: [release] })),
  typed('version', 'Version', 'Version', (version) => ({ versions: [version] })),
  tags('anyTag', 'Any tag', 'At least one of these tags, with commas between them'),
  tags('noTag', 'No tag', 'None of these tags, with commas between them'),
  typed('metadata', 'Metadata', 'A key, or key = value', metadataOf),
  rangeCondition('errors', {
    name: 'Error count',
    filter: (text) => ({ errorCount: countRange(text) }),
  }),
  rangeCondition('spans', { name: 'Spans', filter: (text) => ({ spanCount: countRange(text) }) }),
  rangeCondition('inputTokens', {
    name: 'Input tokens',
    filter: (text) => ({ inputTokens: countRange(text) }),
  }),
  rangeCondition('outputTokens', {
    name: 'Output tokens',
    filter: (text) => ({ outputTokens: countRange(text) }),
  }),
  FEEDBACK,
]
