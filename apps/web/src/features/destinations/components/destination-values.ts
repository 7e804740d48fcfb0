/** What is typed into the form of a destination, and the requests that come of it. */
import type {
  CreateDestinationBody,
  DestinationKind,
  DestinationView,
  S3Address,
  UpdateDestinationBody,
} from '@holdfast/contract';

export interface DestinationValues {
  name: string;
  kind: DestinationKind;
  isEnabled: boolean;
  path?: string;
  s3?: Omit<S3Address, 'endpoint'> & { endpoint?: string; secretAccessKey?: string };
}

export const NEW_DESTINATION: DestinationValues = {
  name: '',
  kind: 's3',
  isEnabled: true,
  path: '',
  s3: {
    endpoint: '',
    region: 'us-east-1',
    bucket: '',
    prefix: 'holdfast',
    accessKeyId: '',
    forcePathStyle: false,
    secretAccessKey: '',
  },
};

/** The secret key is never given out: its field begins empty. */
export function valuesOf(destination: DestinationView): DestinationValues {
  const { name, kind, isEnabled, path, s3 } = destination;
  return {
    name,
    kind,
    isEnabled,
    ...(path === null ? {} : { path }),
    ...(s3 === null ? {} : { s3: { ...s3, endpoint: s3.endpoint ?? '', secretAccessKey: '' } }),
  };
}

export function createBodyOf(values: DestinationValues): CreateDestinationBody {
  const { name, kind, isEnabled } = values;
  if (kind === 'local') return { name: name.trim(), kind, isEnabled, path: (values.path ?? '').trim() };
  return {
    name: name.trim(),
    kind,
    isEnabled,
    s3: { ...addressOf(values), secretAccessKey: values.s3?.secretAccessKey ?? '' },
  };
}

/** A secret key that was left empty stays as it is. */
export function updateBodyOf(values: DestinationValues): UpdateDestinationBody {
  const { name, isEnabled } = values;
  if (values.kind === 'local') return { name: name.trim(), isEnabled, path: (values.path ?? '').trim() };
  const secretAccessKey = values.s3?.secretAccessKey ?? '';
  return {
    name: name.trim(),
    isEnabled,
    s3: { ...addressOf(values), ...(secretAccessKey === '' ? {} : { secretAccessKey }) },
  };
}

function addressOf({ s3 }: DestinationValues): S3Address {
  const endpoint = (s3?.endpoint ?? '').trim();
  return {
    endpoint: endpoint === '' ? null : endpoint,
    region: (s3?.region ?? '').trim(),
    bucket: (s3?.bucket ?? '').trim(),
    prefix: (s3?.prefix ?? '').trim().replaceAll(/^\/+|\/+$/g, ''),
    accessKeyId: (s3?.accessKeyId ?? '').trim(),
    forcePathStyle: s3?.forcePathStyle ?? false,
  };
}
