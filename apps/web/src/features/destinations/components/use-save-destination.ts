/** Saves a destination, new or present, and puts what the server says against it at its fields. */
import type { DestinationView } from '@holdfast/contract';
import type { FormInstance } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { placeViolations } from '../../../components/place-violations.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useCreateDestination } from '../api/create-destination.js';
import { useUpdateDestination } from '../api/update-destination.js';
import { createBodyOf, updateBodyOf, type DestinationValues } from './destination-values.js';

export interface Saving {
  save: (values: DestinationValues) => void;
  isPending: boolean;
  /** What found no field to stand at. */
  error: Error | null;
}

export function useSaveDestination(
  form: FormInstance<DestinationValues>,
  destination: DestinationView | null,
  onDone: () => void,
): Saving {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [error, setError] = useState<Error | null>(null);
  const create = useCreateDestination();
  const update = useUpdateDestination();
  const outcome = {
    onSuccess: () => {
      announce.success(t('destination.saved'));
      onDone();
    },
    onError: (failure: Error) => setError(placeViolations(form, failure, '') ? null : failure),
  };
  const save = (values: DestinationValues): void => {
    setError(null);
    if (destination === null) create.mutate(createBodyOf(values), outcome);
    else update.mutate({ destinationId: destination.id, body: updateBodyOf(values) }, outcome);
  };
  return { save, isPending: create.isPending || update.isPending, error };
}
