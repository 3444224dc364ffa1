// The fields of a range of UTC days, and what was chosen in them.
import { Field } from '../controls/Field'

interface DayFieldsProps {
  from: string | undefined
  to: string | undefined
}

export function DayFields({ from, to }: DayFieldsProps) {
  return (
    <div className="pair">
      <Field label="From" type="date" name="from" defaultValue={from?.slice(0, 10)} />
      <Field label="To, inclusive" type="date" name="to" defaultValue={to?.slice(0, 10)} />
    </div>
  )
}

/** The earlier day first; undefined for one that was left empty. */
export function daysIn(form: FormData): DayFieldsProps {
  const days = ['from', 'to'].map((end) => String(form.get(end) ?? ''))
  const [from, to] = days[0] && days[1] ? days.toSorted() : days
  return { from: from || undefined, to: to || undefined }
}
