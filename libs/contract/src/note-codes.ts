/**
 * THE list of findings (`ProblemNote.code`). The English sentence with its figures is written where the finding
 * is made; here stands what it means in Chinese, for readers who do not read English.
 */

export interface NoteCodeEntry {
  zh: string;
  zhHint: string | null;
}

function entry(zh: string, zhHint: string | null = null): NoteCodeEntry {
  return { zh, zhHint };
}

export const NOTE_CODES = {
  // Status
  NO_BACKUP_YET: entry('还没有成功的备份。', '请立即执行一次备份。'),
  LAST_BACKUP_FAILED: entry('最近一次备份失败。', '请查看失败原因并重新备份。'),
  BACKUP_OVERDUE: entry('计划的备份没有按时执行。', '请立即执行一次备份，并查看日志。'),
  SCHEDULER_STOPPED: entry('调度器已停止，不会自动备份。', '请在设置中启动调度器。'),
  PACKAGE_MISSING: entry('存储位置中缺少一个备份包。', '请检查存储是否被卸载、移动或损坏。'),
  PACKAGE_DAMAGED: entry('一个备份包已不可信。', '请检查存储是否损坏，并使用其他备份。'),
  STORAGE_UNAVAILABLE: entry('无法读取备份存储。', '请检查存储是否被卸载、移动或损坏。'),
  STORAGE_NEARLY_FULL: entry('备份存储空间即将用完。', '请释放空间、缩短保留期，或把备份移到更大的磁盘。'),
  STRAY_DATABASES: entry('服务器上有不属于任何恢复记录的数据库。', '请检查后手动删除不需要的数据库。'),
  TABLE_EMPTIED: entry(
    '一张表变为空表，而上一次备份中它有数据。',
    '如属正常，请确认此异常；确认之前不会删除旧备份。',
  ),
  BACKUP_SHRANK: entry('本次转储不到上一次的一半大小。', '如属正常，请确认此异常；确认之前不会删除旧备份。'),

  FELL_BACK_TO_FULL: entry('无法以差异或增量方式备份，已改为完整备份。'),
  CHAIN_COMPLETE: entry('增量链已达到设定长度，此完整备份开始新的链。'),
  COPY_FAILED: entry('一个备份未能发送到目的地；本地备份包仍然完好。', '请检查目的地后重新发送。'),
  DELETION_UNFINISHED: entry('此备份正在删除，仍有部分内容暂时无法删除。', '系统会在每次清理时自动重试。'),
  DRILL_FAILED: entry('最近一次恢复演练失败。', '请查看失败原因；在问题解决之前，请勿依赖此备份。'),
  DRILL_IMPOSSIBLE: entry(
    '本机无法进行恢复演练：缺少所需的程序。',
    '请安装与数据库同版本的 PostgreSQL 服务器程序，或设置 DRILL_DATABASE_URL。',
  ),
  DRILL_OVERDUE: entry('计划的恢复演练没有按时执行。', '请立即执行一次演练。'),

  // Before a restore
  CLIENT_TOO_NEW: entry(
    'pg_dump 的版本比服务器新，这样的备份无法恢复到此服务器。',
    '请安装与服务器同版本的 PostgreSQL 客户端。',
  ),
  CREATEDB_MISSING: entry('数据库角色没有创建数据库的权限。', '请授予 CREATEDB 权限，或选择原地恢复。'),
  NOT_OWNER: entry('数据库角色不是该数据库的所有者，无法重命名它。', '请使用所有者连接，或选择原地恢复。'),
  LIVE_MISSING: entry('目标数据库不存在。', null),
  LIVE_SESSIONS: entry('切换时现有会话会短暂断开。', '会自动重连的应用不受其他影响。'),
  SESSIONS_PROTECTED: entry(
    '有些会话无法由当前角色结束；若不退出，切换会失败。',
    '请事先关闭这些会话，或授予 pg_signal_backend。',
  ),
  PREPARED_TRANSACTIONS: entry('数据库中有未完成的预备事务，无法重命名。', '请先提交或回滚这些预备事务。'),
  REPLICATION_SLOTS: entry('逻辑复制槽会留在旧数据库上。', '恢复后请在新数据库上重新创建。'),
  SUBSCRIPTIONS: entry('订阅会留在旧数据库上。', '请先删除订阅，恢复后重新创建。'),
  EXTENSION_MISSING: entry('数据库服务器上没有安装所需的扩展。', '请安装提供该扩展的软件包。'),
  EXTENSION_VERSION: entry('服务器提供的扩展版本与备份时不同。', '将使用服务器的默认版本。'),
  EXTENSION_NEEDS_SUPERUSER: entry('有扩展只能由超级用户创建。', '如果恢复因此失败，请使用超级用户。'),
  ROLE_MISSING: entry('有角色不存在，授予它的权限会丢失。', '如需要，请先创建该角色。'),
  OWNER_MISSING: entry('备份中数据库的所有者角色不存在。', '请先创建该角色。'),
  LOCALE_UNKNOWN: entry('数据库服务器上似乎没有安装所需的区域设置。', '请安装该区域设置并重启 PostgreSQL。'),
  DISK_UNKNOWN: entry('无法得知数据库服务器的剩余磁盘空间。', '请在开始前自行确认。'),
  DISK_SPACE: entry('数据库服务器的剩余磁盘空间可能不足。', '请释放空间，或选择原地恢复。'),
  SERVER_OLDER: entry('服务器版本比备份时旧。', '请恢复到相同或更新版本的服务器。'),
  SERVER_NEWER: entry('服务器主版本比备份时新，相当于一次升级。', '恢复后请试用应用；恢复可以撤销。'),
  ARCHIVE_TOO_NEW: entry('此备份由较新的 pg_dump 写成，此服务器无法读取。', '请恢复到较新版本的服务器。'),
  IN_PLACE: entry('原地恢复直接修改当前数据库，期间会锁表。', '请先停止应用。'),

  // In a drill
  LOCALE_SUBSTITUTED: entry(
    '本机没有安装备份所用的区域设置，演练改用了另一种。',
    '如需以相同的字符串顺序演练，请在本机安装该区域设置。',
  ),
  DRILL_CONFINED: entry(
    '此备份包不是由本系统签名的，演练时未使用超级用户权限；只有超级用户才能恢复的对象会导致演练失败。',
    '如有此类对象，请在以 root 运行的控制台上演练。',
  ),
  DRILL_SERVER_NEWER: entry(
    '演练所用的 PostgreSQL 主版本比备份时新。',
    '如需在相同版本上演练，请安装该版本的 PostgreSQL 服务器。',
  ),

  TABLES_NOT_READABLE: entry('有些表当前角色无权读取，无法比较。', '请授予 SELECT 权限，或使用所有者连接。'),
  TABLES_STAY: entry('有些表不在备份中，此方式恢复后保持原样。'),
  TABLE_RECREATED: entry('有的表已不存在，将连同其索引、约束、触发器和权限一起重新创建。'),
  TABLE_EXTRA_COLUMNS: entry(
    '表中有备份不知道的列，恢复后这些列取默认值。',
    '撤销恢复可找回这些列的当前内容。',
  ),

  // After a restore
  TABLE_OWNER_NOT_RESTORED: entry('重新创建的表未能归还原来的所有者。', '请以超级用户修改所有者。'),
  TABLE_GRANTS_NOT_RESTORED: entry('重新创建的表有权限未能恢复。', '请消除原因后手动授权。'),
  TABLE_DEPENDENTS_NOT_RESTORED: entry(
    '备份中依赖于重新创建的表的对象（视图、其他表的外键等）不会随之恢复。',
    '请手动重新创建，或恢复整个备份。',
  ),
  WRITES_IN_KEPT_DATABASE: entry('恢复前快照之后客户端写入的内容，保存在为撤销而保留的数据库中。'),
  VIEW_NOT_REFRESHED: entry('数据已恢复，但有物化视图未能刷新。', '请消除原因后手动刷新。'),
  OBJECTS_LEFT: entry('有些对象不在备份中，保持原样。', '如不需要，请自行删除。'),
  PROPERTY_NOT_RESTORED: entry('数据库的一项属性未能恢复。', '请在恢复后以超级用户手动设置。'),
  OWNER_NOT_RESTORED: entry('恢复后的数据库所有者与备份时不同。', '请以超级用户修改所有者。'),
  TABLESPACE_NOT_RESTORED: entry('表空间不存在或无权使用，已使用默认表空间。'),
  INTERRUPTED_AT_SWAP: entry(
    '控制台在切换时中断。恢复后的数据库已生效，切换前已与备份比对一致。',
    '恢复前的数据库仍保留，可以撤销。',
  ),
  INTERRUPTED_AT_END: entry(
    '控制台在最后一步中断。所选的表已恢复，之前已与备份比对一致。',
    '恢复前的内容仍保留，可以撤销。',
  ),
} as const satisfies Record<string, NoteCodeEntry>;

export type NoteCode = keyof typeof NOTE_CODES;
