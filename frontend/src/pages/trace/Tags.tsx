// Words that something carries, such as tags or environments.
import { Shortened } from '../../parts/Shortened'

interface TagsProps {
  of: readonly string[]
  noun: string
  most?: number
}

export function Tags({ of, noun, most }: TagsProps) {
  return (
    <Shortened of={of} noun={noun} most={most} inline>
      {(shown) =>
        shown.map((tag) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))
      }
    </Shortened>
  )
}
