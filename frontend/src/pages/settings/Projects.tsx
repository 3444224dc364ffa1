// What the project is called, and the projects beside it.
import { useState } from 'react'
import { useChange, useRefreshingChange } from '../../api/changes'
import { graphql } from '../../generated'
import type { SettingsQuery } from '../../generated/graphql'
import { Copy } from '../../parts/controls/Copy'
import { NameDialog } from '../../parts/controls/FormDialog'
import { Shortened } from '../../parts/Shortened'
import { projectUrl } from '../../urls/base'
import { here } from '../../urls/here'

const RenameProjectDocument = graphql(`
  mutation RenameProject($input: RenameProjectInput!) {
    renameProject(input: $input) {
      __typename
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

type Project = SettingsQuery['projects'][number]

export function Projects({ projects, shown }: { projects: readonly Project[]; shown: Project }) {
  const [dialog, setDialog] = useState<'create' | 'rename' | null>(null)
  const done = () => setDialog(null)
  return (
    <section className="card">
      <div className="card-head">
        <h2>Projects</h2>
        <button type="button" title={`Rename ${shown.name}`} onClick={() => setDialog('rename')}>
          Rename
        </button>
        <button type="button" onClick={() => setDialog('create')}>
          Create a project
        </button>
      </div>
      <Shortened of={projects} noun="project">
        {(some) => (
          <ul className="projects">
            {some.map(({ projectId, name }) => (
              <li key={projectId}>
                <a
                  href={settingsOf(projectId)}
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
      {dialog === 'rename' && <Rename project={shown} onClose={done} />}
      {dialog === 'create' && <Create onClose={done} />}
    </section>
  )
}

function Rename({ project, onClose }: { project: Project; onClose: () => void }) {
  const { change, ...state } = useRefreshingChange(RenameProjectDocument, onClose)
  return (
    <NameDialog
      title="Rename the project"
      name={project.name}
      submit="Rename"
      {...state}
      onSubmit={(name) => change({ input: { name } })}
      onClose={onClose}
    />
  )
}

function Create({ onClose }: { onClose: () => void }) {
  const { change, ...state } = useChange(CreateProjectDocument, ({ createProject }) =>
    location.assign(settingsOf(createProject.project.projectId)),
  )
  return (
    <NameDialog
      title="Create a project"
      about="An application with users of its own, and keys that reach nothing else."
      submit="Create"
      {...state}
      onSubmit={(name) => change({ input: { name } })}
      onClose={onClose}
    />
  )
}

function settingsOf(projectId: string): string {
  return projectUrl(projectId, '/settings', '', here.root)
}
