import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';

import { FakeServer } from '../../../testing/fake-server.js';
import { renderApp } from '../../../testing/render-app.js';
import {
  makeDrill,
  makeDrillReport,
  makeFinishedRestore,
  makeReport,
} from '../../../testing/restore-fixtures.js';

describe('a drill', () => {
  it('says what it proved, how long recovery took, and what was compared', async () => {
    const drill = makeDrill();
    await renderApp(new FakeServer({ restores: [drill] }), { at: `/restore?restore=${drill.id}` });
    expect(await screen.findByText('The drill succeeded: this backup can be restored.')).toBeVisible();
    expect(screen.getByText('Restored and compared')).toBeInTheDocument();
    expect(screen.getByText('42 s')).toBeInTheDocument();
    expect(screen.getByText('PostgreSQL 15.14, started for the drill')).toBeInTheDocument();
    expect(screen.getByText(/2 tables, 1,204,500 rows, 4 large objects, 1 sequence,/)).toBeInTheDocument();
    expect(screen.getByText('There are orders of this month')).toBeInTheDocument();
  });

  it('shows the assertion that did not hold', async () => {
    const [assertion] = makeDrillReport().assertions;
    const report = makeDrillReport({
      assertions: assertion === undefined ? [] : [{ ...assertion, isTrue: false, message: 'It was false.' }],
    });
    const drill = makeDrill({ status: 'failed', errorCode: 'ASSERTION_FAILED', drill: report });
    await renderApp(new FakeServer({ restores: [drill] }), { at: `/restore?restore=${drill.id}` });
    expect(await screen.findByText('It was false.')).toBeInTheDocument();
    expect(screen.getByText('Not true')).toBeInTheDocument();
  });

  it('stands among the past restores with its measured time, and is found there by its kind', async () => {
    const restores = [makeDrill(), makeFinishedRestore({ createdAt: '2026-11-19T03:00:00.000Z' })];
    await renderApp(new FakeServer({ restores }), { at: '/restore' });
    expect(await screen.findByRole('row', { name: /Drill/ })).toHaveTextContent('42 s');
    expect(screen.getByRole('row', { name: /Can be undone/ })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('combobox', { name: 'Kind' }));
    await userEvent.click(await screen.findByText('Drill', { selector: '.ant-select-item-option-content' }));
    await waitFor(() => expect(screen.queryByRole('row', { name: /Can be undone/ })).not.toBeInTheDocument());
    expect(screen.getByRole('row', { name: /Drill/ })).toBeInTheDocument();
  });
});

describe('restored tables', () => {
  const restore = makeFinishedRestore({
    strategy: 'tables',
    tables: ['public.orders'],
    tablePlacement: 'replace',
    report: makeReport({
      strategy: 'tables',
      restoredTables: [
        { name: 'public.orders', placedAs: 'public.orders_r1', rows: 1_000_000, replacedRows: 12 },
        { name: 'public.new', placedAs: 'public.new', rows: 5, replacedRows: null },
      ],
    }),
  });

  it('are listed with where they stand and what they replaced, and what an undo does', async () => {
    await renderApp(new FakeServer({ restores: [restore] }), { at: `/restore?restore=${restore.id}` });
    expect(
      await screen.findByRole('row', { name: /public\.orders public\.orders_r1 1,000,000 12/ }),
    ).toBeVisible();
    expect(screen.getByRole('row', { name: /public\.new .*did not exist/ })).toBeInTheDocument();
    expect(screen.getByText(/The tables get their previous content back in one transaction/)).toBeVisible();
  });
});
