/**
 * THE list of errors. Each edge has one translator that reads it:
 * the HTTP filter (status), the CLI (exit code), the UI (sentence).
 */

export type ErrorCategory = 'user' | 'operational' | 'unexpected';

export interface ErrorCodeEntry {
  category: ErrorCategory;
  httpStatus: number;
  /** 1 general, 2 bad input, 3 not found, 4 refused, 5 conflict, 10 backup, 11 restore, 12 damage, 13 tools, 14 storage, 15 source. */
  exitCode: number;
  en: string;
  zh: string;
  /** What to do, for readers of Chinese; the English hint is written where the error is made. */
  zhHint: string | null;
}

function entry(
  category: ErrorCategory,
  httpStatus: number,
  exitCode: number,
  en: string,
  zh: string,
  zhHint: string | null = null,
): ErrorCodeEntry {
  return { category, httpStatus, exitCode, en, zh, zhHint };
}

export const ERROR_CODES = {
  // Requests
  VALIDATION_FAILED: entry('user', 400, 2, 'The request is not valid.', '请求无效。'),
  MALFORMED_JSON: entry('user', 400, 2, 'The request body is not valid JSON.', '请求内容不是有效的 JSON。'),
  PAYLOAD_TOO_LARGE: entry('user', 413, 2, 'The request body is too large.', '请求内容过大。'),
  UNAUTHENTICATED: entry('user', 401, 4, 'Please log in.', '请先登录。'),
  INVALID_CREDENTIALS: entry('user', 401, 4, 'E-mail or password is wrong.', '邮箱或密码错误。'),
  FORBIDDEN: entry('user', 403, 4, 'You are not allowed to do this.', '您没有执行此操作的权限。'),
  TOO_MANY_REQUESTS: entry(
    'user',
    429,
    4,
    'Too many attempts. Try again later.',
    '尝试次数过多，请稍后再试。',
    '请等待一分钟后再试。',
  ),
  NOT_FOUND: entry('user', 404, 3, 'There is nothing at this address.', '此地址不存在。'),
  APPLICATION_NOT_FOUND: entry('user', 404, 3, 'Application not found.', '应用不存在。'),
  BACKUP_NOT_FOUND: entry('user', 404, 3, 'Backup not found.', '备份不存在。'),
  RESTORE_NOT_FOUND: entry('user', 404, 3, 'Restore not found.', '恢复记录不存在。'),
  DESTINATION_NOT_FOUND: entry('user', 404, 3, 'Destination not found.', '目的地不存在。'),
  API_KEY_NOT_FOUND: entry('user', 404, 3, 'API key not found.', 'API 密钥不存在。'),
  INVALID_ID: entry('user', 400, 2, 'The identifier is not valid.', '标识符无效。'),
  CONFIRMATION_REQUIRED: entry(
    'user',
    400,
    2,
    'Type the application’s name to confirm.',
    '请输入应用名称以确认。',
  ),
  BACKUP_NOT_RESTORABLE: entry(
    'user',
    409,
    5,
    'Only a successful backup can be restored.',
    '只有成功的备份才能恢复。',
    '请选择一个成功的备份。',
  ),
  BACKUP_NOT_DELETABLE: entry(
    'user',
    409,
    5,
    'This backup cannot be deleted.',
    '此备份不能删除。',
    '如已固定请先取消固定；如是唯一的成功备份，请先创建新的备份。',
  ),
  INVALID_STATE: entry(
    'user',
    409,
    5,
    'This is not possible in the present state.',
    '当前状态下无法执行此操作。',
  ),
  UNDO_NOT_AVAILABLE: entry('user', 409, 5, 'This restore can no longer be undone.', '此恢复已无法撤销。'),
  JOB_ALREADY_RUNNING: entry(
    'user',
    409,
    5,
    'Another backup or restore of this application is running.',
    '该应用已有备份或恢复任务正在运行。',
    '请等待当前任务结束，或先取消它。',
  ),
  CANCELED: entry('user', 409, 5, 'Canceled on request.', '已按要求取消。'),
  INTERRUPTED: entry(
    'operational',
    500,
    1,
    'The console stopped while this was running.',
    '控制台在任务运行期间停止。',
    '请重新执行此任务。',
  ),

  // Set-up
  CONFIG_INVALID: entry('user', 500, 2, 'The configuration is not valid.', '配置无效。'),
  TOOL_MISSING: entry(
    'operational',
    500,
    13,
    'A program that is needed is not installed.',
    '缺少所需的程序。',
    '请安装缺少的程序（zstd、age、postgresql-client），或设置 PG_BIN_DIR。',
  ),
  TOOL_TOO_OLD: entry(
    'operational',
    500,
    13,
    'The installed program is older than the server.',
    '已安装的程序版本低于服务器版本。',
    '请安装与数据库服务器同版本的 postgresql-client，或设置 PG_BIN_DIR。',
  ),
  TOOL_FAILED: entry(
    'operational',
    500,
    13,
    'A program ended with an error.',
    '程序执行出错。',
    '请检查该程序是否正确安装，内存是否充足，然后重试。',
  ),
  KEY_MISSING: entry(
    'operational',
    500,
    12,
    'The key that opens this backup is missing.',
    '缺少解密此备份的密钥。',
    '请用恢复套件找回密钥环，或设置 BACKUP_ENCRYPTION_KEY。',
  ),
  KEYRING_INVALID: entry(
    'operational',
    500,
    12,
    'The keyring cannot be used.',
    '密钥环无法使用。',
    '请检查密钥环文件的路径、所有者和权限（应为 0600）。',
  ),
  CATALOG_DAMAGED: entry(
    'operational',
    500,
    12,
    'The catalog is damaged.',
    '目录数据已损坏。',
    '请参阅运维手册：恢复该文件，或将 metadata 目录移走后重新启动。',
  ),
  CATALOG_LOCKED: entry(
    'operational',
    500,
    5,
    'Another process is using the catalog.',
    '目录正被另一个进程使用。',
    '请先停止另一个使用同一存储位置的控制台。',
  ),

  // Source database
  SOURCE_UNREACHABLE: entry(
    'operational',
    502,
    15,
    'The database cannot be reached.',
    '无法连接数据库。',
    '请检查数据库是否运行、地址和端口是否正确、网络是否可达。',
  ),
  SOURCE_AUTH_FAILED: entry(
    'operational',
    502,
    15,
    'The database refused the login.',
    '数据库拒绝登录。',
    '请检查 DATABASE_URL 中的用户名和密码。',
  ),
  SOURCE_NOT_FOUND: entry(
    'operational',
    502,
    15,
    'The database does not exist.',
    '数据库不存在。',
    '请检查 DATABASE_URL 中的数据库名称。',
  ),
  SOURCE_PERMISSION_DENIED: entry(
    'operational',
    502,
    15,
    'The database role lacks a permission.',
    '数据库角色缺少权限。',
    '请为该角色授予所需权限，或使用数据库所有者连接。',
  ),
  SOURCE_LOCK_TIMEOUT: entry(
    'operational',
    502,
    15,
    'A table stayed locked for too long.',
    '数据表被锁定时间过长。',
    '请找出长时间持有锁的会话，稍后重试。',
  ),
  SOURCE_FULL: entry(
    'operational',
    507,
    15,
    'The database server ran out of disk space.',
    '数据库服务器磁盘空间不足。',
    '请在数据库服务器上释放磁盘空间，然后重试。',
  ),

  // Storage
  STORAGE_FULL: entry(
    'operational',
    507,
    14,
    'The storage is full.',
    '存储空间已满。',
    '请释放空间、缩短保留期，或把备份移到更大的磁盘。',
  ),
  STORAGE_UNAVAILABLE: entry(
    'operational',
    503,
    14,
    'The storage cannot be used.',
    '存储位置不可用。',
    '请检查存储是否被卸载、只读或损坏。',
  ),
  STORAGE_REFUSED: entry(
    'operational',
    502,
    14,
    'The storage refused the access.',
    '存储拒绝访问。',
    '请检查访问密钥、存储桶名称和权限。',
  ),
  BACKUP_QUOTA_EXCEEDED: entry(
    'operational',
    507,
    14,
    'The space set aside for backups is used up.',
    '备份配额已用完。',
    '请缩短保留期、删除旧备份，或提高 BACKUP_MAX_TOTAL_GB。',
  ),

  // Backup and package
  BACKUP_CREATE_FAILED: entry(
    'operational',
    500,
    10,
    'The backup failed.',
    '备份失败。',
    '请根据详细信息排除原因后重试。',
  ),
  BACKUP_CORRUPTED: entry(
    'operational',
    500,
    12,
    'The backup is damaged.',
    '备份已损坏。',
    '请使用其他备份，并检查存储是否损坏。',
  ),
  PACKAGE_INVALID: entry(
    'operational',
    500,
    12,
    'The backup’s manifest is not valid.',
    '备份清单无效。',
    '请使用其他备份，或从副本中找回 manifest.json。',
  ),

  PACKAGE_NOT_TRUSTED: entry(
    'operational',
    409,
    12,
    'This backup was not signed by this installation.',
    '此备份不是由本系统签名的。',
    '只有信任其来源时才继续：恢复会以数据库角色的权限执行备份中的代码。请在确认后重试。',
  ),
  PARENT_MISSING: entry(
    'operational',
    500,
    12,
    'A backup that this one builds on is missing.',
    '缺少此备份所依赖的备份。',
    '请从副本中找回缺少的备份，或使用其他备份。',
  ),

  // Restore
  DRILL_FAILED: entry(
    'operational',
    500,
    11,
    'The drill failed; the live data was not involved.',
    '演练失败；未涉及当前数据。',
    '请查看失败原因；在问题解决之前，请勿依赖此备份。',
  ),
  ASSERTION_FAILED: entry(
    'operational',
    500,
    11,
    'The restored data does not answer an assertion with true.',
    '恢复的数据不满足断言。',
    '请检查断言和备份内容。',
  ),
  TABLE_NOT_IN_BACKUP: entry(
    'user',
    400,
    2,
    'The backup does not hold this table.',
    '备份中没有此表。',
    '请从备份的表列表中选择。',
  ),
  TABLE_NOT_RESTORABLE: entry(
    'operational',
    409,
    11,
    'A chosen table cannot be restored into the live database; the data is unchanged.',
    '所选的表无法恢复到当前数据库，数据未改变。',
    '请根据详细信息消除原因，或将表恢复为其他名称。',
  ),
  RESTORE_FAILED: entry(
    'operational',
    500,
    11,
    'The restore failed; the data is unchanged.',
    '恢复失败，数据未改变。',
    '请根据详细信息排除原因后重试。',
  ),
  RESTORE_MISMATCH: entry(
    'operational',
    500,
    11,
    'The restored data does not equal the backup; the data is unchanged.',
    '恢复的数据与备份不一致，数据未改变。',
    '请验证该备份，或改用其他备份。',
  ),
  RESTORE_ROLLBACK_FAILED: entry(
    'operational',
    500,
    11,
    'The restore failed and could not be rolled back.',
    '恢复失败且无法回滚。',
    '请立即从恢复前快照恢复。',
  ),
  PREFLIGHT_FAILED: entry(
    'operational',
    409,
    11,
    'The restore cannot be carried out on this server.',
    '无法在此服务器上执行恢复。',
    '请根据详细信息消除障碍后重试。',
  ),
  SWAP_BLOCKED: entry(
    'operational',
    409,
    11,
    'The database could not be swapped; the data is unchanged.',
    '无法切换数据库，数据未改变。',
    '请关闭占用数据库的会话或预备事务后重试。',
  ),

  // Notifications
  NOTIFICATION_FAILED: entry(
    'operational',
    502,
    1,
    'The notification could not be sent.',
    '通知发送失败。',
    '请检查 SMTP_URL 和收件人。',
  ),

  UNEXPECTED: entry(
    'unexpected',
    500,
    1,
    'Something unexpected went wrong.',
    '发生了意外错误。',
    '请在日志中按请求编号查找详细信息。',
  ),
} as const satisfies Record<string, ErrorCodeEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;
