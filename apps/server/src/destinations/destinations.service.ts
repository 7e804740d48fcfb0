/** Where copies of packages go besides the storage of the console. */

import { randomBytes } from 'node:crypto';

import type { DestinationTestView, DestinationView, S3Address } from '@holdfast/contract';
import type { Catalog, DestinationRecord } from '@holdfast/catalog';
import {
  HoldfastError,
  Secret,
  type Clock,
  type Destination,
  type DestinationSpec,
  type Engine,
} from '@holdfast/engine';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { CATALOG } from '../catalog/catalog.token.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { Redactor } from '../logging/redactor.js';
import {
  addressOf,
  assertElsewhere,
  assertFits,
  destinationViewOf,
  ENVIRONMENT_ID,
  environmentRecord,
  isSamePlace,
  specOf,
} from './destination-specs.js';
import type { CreateDestinationDto, S3ChangesDto, UpdateDestinationDto } from './destinations.dto.js';
import { forgetCopies } from './forget-copies.js';

@Injectable()
export class DestinationsService implements OnModuleInit {
  /** Names by id, for views that cannot wait. */
  readonly #names = new Map<string, string>();

  constructor(
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly audit: AuditService,
    private readonly redactor: Redactor,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const { id, name } of await this.#records()) this.#names.set(id, name);
  }

  /** Not where it was deleted, or is not set in the environment any more. */
  isKnown(id: string): boolean {
    return this.#names.has(id);
  }

  /** The id itself where the destination was deleted. */
  nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }

  async list(): Promise<DestinationView[]> {
    return Promise.all((await this.#records()).map((record) => this.#view(record)));
  }

  async enabledIds(): Promise<string[]> {
    return (await this.#records()).filter(({ isEnabled }) => isEnabled).map(({ id }) => id);
  }

  async get(id: string): Promise<DestinationView> {
    return this.#view(await this.#record(id));
  }

  /** @throws DESTINATION_NOT_FOUND, KEY_MISSING where its secret cannot be opened any more */
  async open(id: string): Promise<Destination> {
    return this.engine.openDestination(await this.#spec(await this.#record(id)));
  }

  async create(body: CreateDestinationDto, requester: Requester): Promise<DestinationView> {
    const { name, kind, isEnabled = true, s3, path = null } = body;
    const record: DestinationRecord = {
      id: randomBytes(8).toString('hex'),
      name,
      kind,
      isEnabled,
      s3: kind === 's3' && s3 !== undefined ? addressOf(s3) : null,
      encryptedSecret: kind === 's3' ? await this.#seal(s3?.secretAccessKey) : null,
      path: kind === 'local' ? path : null,
      createdAt: this.clock.now().toISOString(),
    };
    await this.#assertUsable(record);
    await this.catalog.destinations.insert(record);
    return this.#changed(record, 'destination.create', requester);
  }

  async update(id: string, body: UpdateDestinationDto, requester: Requester): Promise<DestinationView> {
    const current = await this.#changeable(id);
    assertFits(current, body);
    const record: DestinationRecord = {
      ...current,
      name: body.name ?? current.name,
      isEnabled: body.isEnabled ?? current.isEnabled,
      s3: current.s3 === null ? null : addressOf({ ...current.s3, ...withoutGaps(body.s3) }),
      path: current.path === null ? null : (body.path ?? current.path),
      encryptedSecret: (await this.#seal(body.s3?.secretAccessKey)) ?? current.encryptedSecret,
    };
    await this.#assertUsable(record);
    await this.catalog.destinations.update(id, () => record);
    if (!isSamePlace(current, record)) await forgetCopies(this.catalog, id);
    return this.#changed(record, 'destination.update', requester);
  }

  /** Forgets it: the packages that lie there stay. */
  async remove(id: string, requester: Requester): Promise<void> {
    await this.#changeable(id);
    await this.catalog.destinations.remove(id);
    await forgetCopies(this.catalog, id);
    this.#names.delete(id);
    await this.audit.record(requester, { action: 'destination.delete', target: id, outcome: 'success' });
  }

  async test(id: string, requester: Requester): Promise<DestinationTestView> {
    return this.#test(await this.#spec(await this.#record(id)), id, requester);
  }

  /** One that is not kept, or not yet. */
  async tryOut(body: CreateDestinationDto, requester: Requester): Promise<DestinationTestView> {
    const { kind, name, s3 = null, path = null } = body;
    if (kind === 'local' && path !== null) assertElsewhere(path, this.config.storagePath);
    const secret = s3 === null ? null : this.#secret(s3.secretAccessKey);
    return this.#test(specOf({ kind, name, s3, path }, secret), null, requester);
  }

  async #test(
    spec: DestinationSpec,
    target: string | null,
    requester: Requester,
  ): Promise<DestinationTestView> {
    const result = await this.engine.testDestination(spec, new AbortController().signal);
    const outcome = result.ok ? 'success' : 'failure';
    await this.audit.record(requester, { action: 'destination.test', target, outcome });
    return result;
  }

  async #changed(
    record: DestinationRecord,
    action: 'destination.create' | 'destination.update',
    requester: Requester,
  ): Promise<DestinationView> {
    this.#names.set(record.id, record.name);
    const { kind, name, isEnabled } = record;
    const details = { kind, name, isEnabled };
    await this.audit.record(requester, { action, target: record.id, outcome: 'success', details });
    return this.#view(record);
  }

  async #assertUsable(record: DestinationRecord): Promise<void> {
    if (record.path !== null) assertElsewhere(record.path, this.config.storagePath);
    await this.#spec(record);
  }

  async #changeable(id: string): Promise<DestinationRecord> {
    const record = await this.#record(id);
    if (id !== ENVIRONMENT_ID) return record;
    throw new HoldfastError('INVALID_STATE', 'This destination is set in the environment.', {
      hint: 'Change BACKUP_S3_… and restart the console.',
    });
  }

  async #records(): Promise<DestinationRecord[]> {
    const { s3 } = this.config;
    return [...(s3 === null ? [] : [environmentRecord(s3)]), ...(await this.catalog.destinations.list())];
  }

  async #record(id: string): Promise<DestinationRecord> {
    const record = (await this.#records()).find((candidate) => candidate.id === id);
    if (record !== undefined) return record;
    throw new HoldfastError('DESTINATION_NOT_FOUND', `There is no destination "${id}".`);
  }

  async #spec(record: DestinationRecord): Promise<DestinationSpec> {
    if (record.id === ENVIRONMENT_ID) return specOf(record, this.config.s3?.secretAccessKey ?? null);
    const { encryptedSecret } = record;
    if (encryptedSecret === null) return specOf(record, null);
    return specOf(record, this.#secret((await this.engine.openSecret(encryptedSecret)).reveal()));
  }

  async #seal(secretAccessKey: string | undefined): Promise<string | null> {
    return secretAccessKey === undefined ? null : this.engine.sealSecret(this.#secret(secretAccessKey));
  }

  /** Whatever fails with it from here on, it is in no log and no answer. */
  #secret(value: string): Secret {
    this.redactor.remember([value]);
    return new Secret(value);
  }

  async #view(record: DestinationRecord): Promise<DestinationView> {
    // Where it lies is no secret; to say it must not need one.
    const spec = specOf(record, new Secret(''));
    return destinationViewOf(record, this.engine.openDestination(spec).location);
  }
}

/** What was left out stays as it is. */
function withoutGaps(changes: S3ChangesDto | undefined): Partial<S3Address> {
  return Object.fromEntries(Object.entries(changes ?? {}).filter(([, value]) => value !== undefined));
}
