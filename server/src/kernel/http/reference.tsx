/** @jsxImportSource hono/jsx */
/**
 * The reference of the management API as one page: every route with its permission, fields, errors and a curl
 * command to copy. Readable without a script; the script adds search and the copy buttons.
 */
import { allErrors } from '../errors/index.ts';
import { type ApiInfo, type Document, errorCodes, openApiDocument, operationId, tagOf } from './openapi.ts';
import { curlOf, type Field, fieldsOf, tokenCommand } from './reference-examples.ts';
import type { Route } from './route.ts';

interface Operation {
  route: Route;
  id: string;
  document: Document;
}

function Command({ text }: { text: string }) {
  return (
    <div class="command">
      <pre>
        <code>{text}</code>
      </pre>
      <button type="button" class="copy" hidden>
        Copy
      </button>
    </div>
  );
}

function FieldTable({ fields }: { fields: Field[] }) {
  return (
    <table class="fields">
      <tbody>
        {fields.map((field) => (
          <tr>
            <th scope="row">
              <code>{field.name}</code>
              {field.required && <span class="required"> required</span>}
            </th>
            <td>
              <code>{field.type}</code>
            </td>
            <td>{field.description}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Input({ title, fields }: { title: string; fields: Field[] }) {
  if (fields.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <FieldTable fields={fields} />
    </>
  );
}

function Answer({ route, fields }: { route: Route; fields: Field[] }) {
  if (fields.length === 0) return null;
  return (
    <details>
      <summary>{route.paginated ? 'Answer: a list of' : 'Answer'}</summary>
      <FieldTable fields={fields} />
    </details>
  );
}

function Errors({ route }: { route: Route }) {
  const catalogue = new Map(allErrors().map((error) => [error.code, error]));
  return (
    <details>
      <summary>Errors</summary>
      <table>
        <tbody>
          {errorCodes(route).map((code) => {
            const error = catalogue.get(code);
            return (
              <tr>
                <th scope="row">
                  <code>{code}</code>
                </th>
                <td>{error?.status}</td>
                <td>{error && [error.message, error.fix].filter(Boolean).join(' ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

function OperationSection({
  operation,
  document,
  info,
}: {
  operation: Operation;
  document: Document;
  info: ApiInfo;
}) {
  const { route, id } = operation;
  const fields = fieldsOf(operation.document, document);
  return (
    <section
      class="operation"
      id={id}
      data-words={`${route.method} ${route.path} ${route.summary}`.toLowerCase()}
    >
      <h3>
        <a href={`#${id}`}>{route.summary}</a>
      </h3>
      <p class="address">
        <span class={`method ${route.method}`}>{route.method.toUpperCase()}</span> <code>{route.path}</code>
      </p>
      {route.description && <p>{route.description}</p>}
      <p>
        Needs the permission <code>{route.permission}</code>.
      </p>
      <Input title="Parameters" fields={fields.parameters} />
      <Input title="Body" fields={fields.body} />
      <Command text={curlOf(route, operation.document, document, info)} />
      <Answer route={route} fields={fields.answer} />
      <Errors route={route} />
    </section>
  );
}

function Start({ info }: { info: ApiInfo }) {
  return (
    <section id="start">
      <h2>Get a token</h2>
      <p>
        Create an application of the type machine-to-machine with the management permissions that it needs,
        and let it ask for a token of this API. Its client id is its id.
      </p>
      <Command text={tokenCommand(info)} />
      <h2>Rules of every request</h2>
      <ul>
        <li>
          Bodies and answers are JSON. An unknown field is refused with its path. Errors are{' '}
          <code>{'{ code, message, data?, requestId }'}</code>; the request id is also in the header{' '}
          <code>X-Request-Id</code>.
        </li>
        <li>
          Lists take <code>page</code> and <code>pageSize</code> (at most 100), and answer{' '}
          <code>Total-Number</code> and <code>Link</code>.
        </li>
        <li>
          What can be edited has an <code>ETag</code>. Send it back in <code>If-Match</code>, and your edit
          fails with 412 rather than overwrite somebody else’s.
        </li>
        <li>
          Creation takes an <code>Idempotency-Key</code>: a repetition within 24 hours changes nothing and
          answers the same, with secrets as null, because they are shown once and not kept.
        </li>
      </ul>
      <p>
        The same as <a href="openapi.json">OpenAPI 3.1</a>.
      </p>
    </section>
  );
}

export function referencePage(routes: readonly Route[], info: ApiInfo) {
  const document = openApiDocument(routes, info);
  const paths = document.paths as Record<string, Record<string, Document>>;
  const operations = routes.map((route) => ({
    route,
    id: operationId(route),
    document: paths[route.path.replace(/:(\w+)/g, '{$1}')]![route.method]!,
  }));
  const groups = [...Map.groupBy(operations, ({ route }) => tagOf(route))];
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Gatehouse management API</title>
        <link rel="stylesheet" href="docs/reference.css" />
        <script src="docs/reference.js" defer />
      </head>
      <body>
        <nav aria-label="Routes">
          <input type="search" id="search" placeholder="Search routes" aria-label="Search routes" hidden />
          {groups.map(([tag, members]) => (
            <div class="group">
              <strong>{tag}</strong>
              <ul>
                {members.map(({ id, route }) => (
                  <li data-for={id}>
                    <a href={`#${id}`}>{route.summary}</a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <main>
          <h1>Gatehouse management API</h1>
          <p>
            Version {info.version}, at <code>{info.apiResource}</code>
          </p>
          <Start info={info} />
          {groups.map(([tag, members]) => (
            <section class="group">
              <h2>{tag}</h2>
              {members.map((operation) => (
                <OperationSection operation={operation} document={document} info={info} />
              ))}
            </section>
          ))}
        </main>
      </body>
    </html>
  );
}
