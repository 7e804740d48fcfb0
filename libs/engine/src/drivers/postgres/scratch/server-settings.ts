/** Settings of a throw-away server: reachable by nobody else, running nobody's code, durable in nothing. */

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  // Nothing but what the backup itself brings is loaded or started.
  shared_preload_libraries: '',
  session_preload_libraries: '',
  local_preload_libraries: '',
  archive_mode: 'off',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  // Thrown away after an hour at most: what a crash would lose does not matter.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_size: '2GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
  restart_after_crash: 'off',
  shared_buffers: '256MB',
  // In the data directory: /dev/shm is small in containers and keeps what a killed server left.
  dynamic_shared_memory_type: 'mmap',
  // pg_dump locks every table at once, when the result is compared.
  max_locks_per_transaction: '1024',
  max_connections: '50',
  huge_pages: 'off',
  logging_collector: 'off',
  log_destination: 'stderr',
};
const FIRST_WITH_EVENT_TRIGGERS_SETTING = 17;

export function serverArguments(dataDirectory: string, socketDirectory: string, major: number): string[] {
  const settings = {
    ...SETTINGS,
    unix_socket_directories: socketDirectory,
    ...(major >= FIRST_WITH_EVENT_TRIGGERS_SETTING && { event_triggers: 'off' }),
  };
  return [
    '-D',
    dataDirectory,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
