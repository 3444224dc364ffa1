// What the project is called, and the projects beside it.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { projectUrl } from '../../urls/base'
import { here } from '../../urls/here'
import { graphql } from '../../generated'
import { useChange } from '../../api/changes'
import { Copy } from '../../parts/controls/Copy'
import { Dialog } from '../../parts/controls/Dialog'
import { Shortened } from '../../parts/Shortened'
import { NameForm } from '../../parts/controls/NameForm'

const RenameProjectDocument = graphql(`
  mutation RenameProject($input: RenameProjectInput!) {
    renameProject(input: $input) {
      project {
        name
      }
    }
  }
`)

const CreateProjectDocument = graphql(`
  mutation CreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        projectId
      }
    }
  }
`)

interface Project {
  projectId: string
  name: string
}

interface ProjectsProps {
  projects: readonly Project[]
  shown: Project
}

export function Projects({ projects, shown }: ProjectsProps) {
  const [doing, setDoing] = useState<'create' | 'rename' | null>(null)
  const done = () => setDoing(null)
  return (
    <section className="card">
      <div className="card-head">
        <h2>Projects</h2>
        <button type="button" title={`Rename ${shown.name}`} onClick={() => setDoing('rename')}>
          Rename
        </button>
        <button type="button" onClick={() => setDoing('create')}>
          Create a project
        </button>
      </div>
      <Shortened of={projects} noun="project">
        {(some) => (
          <ul className="projects">
            {some.map(({ projectId, name }) => (
              <li key={projectId}>
                <a
                  href={projectUrl(projectId, '/settings', '', here.root)}
                  aria-current={projectId === shown.projectId ? 'true' : undefined}
                >
                  {name}
                </a>
                <span>
                  <code className="faint">{projectId}</code> <Copy text={projectId} what="the id" />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Shortened>
      {doing === 'rename' && <Rename project={shown} onClose={done} />}
      {doing === 'create' && <Create onClose={done} />}
    </section>
  )
}

function Rename({ project, onClose }: { project: Project; onClose: () => void }) {
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(RenameProjectDocument, async () => {
    await queries.invalidateQueries()
    onClose()
  })
  return (
    <Dialog open onClose={onClose} title="Rename the project">
      <NameForm
        label="Name"
        name={project.name}
        submit="Rename"
        busy={busy}
        reason={reason}
        onSubmit={(name) => change({ input: { name } })}
      >
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </NameForm>
    </Dialog>
  )
}

function Create({ onClose }: { onClose: () => void }) {
  const { change, busy, reason } = useChange(CreateProjectDocument, ({ createProject }) =>
    location.assign(projectUrl(createProject.project.projectId, '/settings', '', here.root)),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title="Create a project"
      about="An application with users of its own, and keys that reach nothing else."
    >
      <NameForm
        label="Name"
        submit="Create"
        busy={busy}
        reason={reason}
        onSubmit={(name) => change({ input: { name } })}
      >
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </NameForm>
    </Dialog>
  )
}
