import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { streamEvents } from '../../shared/contract/event-stream';
import { openApiDocument } from '../../shared/contract/openapi';
import { OPERATION_NAMES, operations } from '../../shared/contract/operations';
import { operationParams } from '../../shared/contract/requests';
import type { ParsedJson } from './serving';

const document = openApiDocument() as ParsedJson;

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1 by Redocly’s rules, with every reference resolved', async () => {
    // `spec` is what OpenAPI demands; the rest are Redocly's recommendations that are about correctness.
    const config = await createConfig({
      extends: ['spec'],
      rules: {
        'no-unresolved-refs': 'error',
        'operation-operationId-unique': 'error',
        'path-parameters-defined': 'error',
        'no-ambiguous-paths': 'off', // /requests/counts beside /requests/{id}, as api.md has it
        'no-unused-components': 'off',
        'operation-4xx-response': 'error',
        'security-defined': 'error',
        'tag-description': 'error',
      },
    });
    const faults = await lintFromString({ source: JSON.stringify(document), config });
    expect(
      faults.map(({ ruleId, message, location }) => ({ ruleId, message, at: location[0]?.pointer })),
    ).toEqual([]);
  });

  test.each(OPERATION_NAMES)('%s stands in it with its method, path and access', (name) => {
    const { path, method, access, status } = operations[name];
    const operation = document.paths[path]?.[method.toLowerCase()];
    expect(operation?.operationId).toBe(name);
    expect(operation.responses).toHaveProperty(String(status));
    if (access === 'public') expect(operation.security).toEqual([]);
    else expect(operation.security).toBeUndefined();
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const described = (operation.parameters ?? [])
      .filter((one: ParsedJson) => one.in === 'path')
      .map((one: ParsedJson) => one.name);
    expect(described).toEqual(inPath);
  });

  test('has nothing that isn’t in the table, but the event stream', () => {
    const described = Object.values(document.paths).flatMap((methods: ParsedJson) =>
      Object.values(methods).map((operation: ParsedJson) => operation.operationId),
    );
    expect(described.sort()).toEqual([...OPERATION_NAMES, 'events.stream'].sort());
  });

  test('names every event of the stream with what it carries', () => {
    const { get } = document.paths['/v1/events'];
    expect(get.parameters.map((one: ParsedJson) => one.name)).toEqual([
      'scope',
      'lastEventId',
      'Last-Event-ID',
    ]);
    const carried = get.responses['200'].content['text/event-stream']['x-events'];
    expect(Object.keys(carried).sort()).toEqual([...Object.keys(streamEvents), 'waiting'].sort());
    for (const { $ref } of Object.values<ParsedJson>(carried))
      expect(document.components.schemas[$ref.split('/').at(-1)]).toMatchObject({ type: 'object' });
    expect(get.responses).toHaveProperty('401');
  });

  test('describes the params of every governed operation, each closed to unknown fields', () => {
    const body = document.paths['/v1/requests'].post.requestBody.content['application/json'].schema;
    expect(body.properties.params.anyOf).toHaveLength(Object.keys(operationParams).length);
    for (const { $ref } of body.properties.params.anyOf) {
      const schema = document.components.schemas[$ref.split('/').at(-1)];
      expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  test('refers to named schemas instead of repeating them', () => {
    const list = document.paths['/v1/requests'].get.responses['200'].content['application/json'].schema;
    expect(list.properties.items.items).toEqual({ $ref: '#/components/schemas/RequestRow' });
    const create = document.paths['/v1/requests'].post.responses;
    expect(create['200'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/DryRun' });
  });
});
