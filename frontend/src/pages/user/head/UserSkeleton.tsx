// Stands where a user's page will be, as high as its parts, until the first answer.
import { MeasuresSkeleton } from '../../../parts/measures/MeasuresSkeleton'
import { MEASURES } from '../../../urls'

export function UserSkeleton() {
  return (
    <>
      <div className="heading">
        <div className="heading-skeleton blank" />
      </div>
      <div className="card who-card">
        <div className="who-skeleton blank" />
      </div>
      <MeasuresSkeleton tiles={MEASURES.length} />
    </>
  )
}
