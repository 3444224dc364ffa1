// Stands where tiles and their chart will be, as high as these, until the first answer.

interface MeasuresSkeletonProps {
  tiles: number
  /** True where each tile has a small picture of its measure over time. */
  pictured?: boolean
}

export function MeasuresSkeleton({ tiles, pictured = false }: MeasuresSkeletonProps) {
  return (
    <section className="card measures" role="status" aria-label="Loading">
      <div className="tiles">
        {Array.from({ length: tiles }, (_, tile) => (
          <div key={tile} className={pictured ? 'tile blank pictured' : 'tile blank'} />
        ))}
      </div>
      <figure className="chart">
        <figcaption />
        <div className="plot blank" />
      </figure>
    </section>
  )
}
