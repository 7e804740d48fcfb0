/** House rules that no published ESLint rule says: one small rule each, so that each has a name. */
import { basename, relative, sep } from 'node:path';

/** A rule that reports `message` for every node that `visitors` hand to `report`. */
function rule(message, visitors) {
  return {
    meta: { type: 'problem', schema: [], messages: { broken: message } },
    create(context) {
      const report = (node) => context.report({ node, messageId: 'broken' });
      return visitors(report, context);
    },
  };
}

function isNamed(node, name) {
  return node?.type === 'Identifier' && node.name === name;
}

function isMember(node, object, property) {
  return node.type === 'MemberExpression' && isNamed(node.object, object) && isNamed(node.property, property);
}

function pathInside(context) {
  return relative(context.cwd, context.filename).split(sep).join('/');
}

const noPipe = rule(
  'A missing error handler makes `.pipe()` lose data or crash: use `pipeline` of node:stream/promises or the engine’s runPipeline.',
  (report) => ({
    CallExpression(node) {
      if (isNamed(node.callee.property, 'pipe')) report(node);
    },
  }),
);

const noShell = rule('A shell turns data into commands: pass an array of arguments to spawn.', (report) => ({
  Property(node) {
    const name = node.key.name ?? node.key.value;
    if (name === 'shell' && node.parent.type === 'ObjectExpression' && node.value.value !== false)
      report(node);
  },
}));

const CHILD_PROCESS = /^(?:node:)?child_process$/;

const noExec = rule('exec and execSync run a shell: use spawn with an array of arguments.', (report) => ({
  ImportSpecifier(node) {
    const isChildProcess = CHILD_PROCESS.test(node.parent.source.value);
    if (isChildProcess && /^exec(?:Sync)?$/.test(node.imported.name)) report(node);
  },
  'CallExpression > MemberExpression.callee[object.name=/^(childProcess|child_process|cp)$/]'(node) {
    if (/^exec(?:Sync)?$/.test(node.property.name)) report(node);
  },
}));

const environmentInConfigOnly = rule(
  'The environment is read and validated in config; take the setting from there.',
  (report) => ({
    MemberExpression(node) {
      if (isMember(node, 'process', 'env')) report(node);
      else if (isNamed(node.property, 'env') && isMember(node.object, 'globalThis', 'process')) report(node);
    },
    ImportSpecifier(node) {
      const isProcess = /^(?:node:)?process$/.test(node.parent.source.value);
      if (isProcess && node.imported.name === 'env') report(node);
    },
    VariableDeclarator(node) {
      if (node.id.type !== 'ObjectPattern' || !isNamed(node.init, 'process')) return;
      if (node.id.properties.some((property) => isNamed(property.key, 'env'))) report(node);
    },
  }),
);

const timeFromTheClock = rule(
  'Only the clock knows what time it is: ask the Clock, so that tests can move it.',
  (report) => ({
    MemberExpression(node) {
      if (isMember(node, 'Date', 'now')) report(node);
    },
    NewExpression(node) {
      if (isNamed(node.callee, 'Date') && node.arguments.length === 0) report(node);
    },
    CallExpression(node) {
      if (isNamed(node.callee, 'Date')) report(node);
    },
  }),
);

const noDefaultExport = rule('Export by name: one name per thing, everywhere.', (report) => ({
  ExportDefaultDeclaration: report,
  ExportSpecifier(node) {
    if (isNamed(node.exported, 'default')) report(node);
  },
}));

const LIBRARY_INDEX = /^libs\/[^/]+\/src\/index\.ts$/;

const noBarrels = rule(
  'Only the index of a library re-exports; import from the file itself.',
  (report, context) => {
    const isLibraryIndex = LIBRARY_INDEX.test(pathInside(context));
    return {
      ExportAllDeclaration(node) {
        if (!isLibraryIndex) report(node);
      },
      Program(node) {
        const isIndex = /^index\.tsx?$/.test(basename(context.filename)) && !isLibraryIndex;
        const isReExport = (statement) =>
          statement.type === 'ExportNamedDeclaration' && statement.source !== null;
        if (isIndex && node.body.length > 0 && node.body.every(isReExport)) report(node);
      },
    };
  },
);

const KEBAB_CASE = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*\.[a-z]+$/;
const COMPONENT = /^[A-Z][A-Za-z0-9]*(?:\.spec)?\.tsx$/;

const fileNames = rule(
  'File names are kebab-case; a React component’s file may bear the component’s name.',
  (report, context) => ({
    Program(node) {
      const name = basename(context.filename);
      const isComponent = pathInside(context).startsWith('apps/web/') && COMPONENT.test(name);
      if (!isComponent && !KEBAB_CASE.test(name)) report(node);
    },
  }),
);

const JUNK_DRAWER = /^(?:utils?|helpers?|common|shared|misc)(?:\.[a-z.]+)?$/;

const noJunkDrawers = rule(
  'utils, helpers, common and shared say nothing: name the file by what it does.',
  (report, context) => ({
    Program(node) {
      if (
        pathInside(context)
          .split('/')
          .some((part) => JUNK_DRAWER.test(part))
      )
        report(node);
    },
  }),
);

const purposeFirst = rule('A file starts with one sentence of purpose.', (report, context) => ({
  Program(node) {
    const first = context.sourceCode.getAllComments()[0];
    const firstStatement = node.body[0];
    if (firstStatement && (first === undefined || first.range[0] > firstStatement.range[0]))
      report(firstStatement);
  },
}));

export const houseRules = {
  meta: { name: 'house' },
  rules: {
    'no-pipe': noPipe,
    'no-shell': noShell,
    'no-exec': noExec,
    'environment-in-config-only': environmentInConfigOnly,
    'time-from-the-clock': timeFromTheClock,
    'no-default-export': noDefaultExport,
    'no-barrels': noBarrels,
    'file-names': fileNames,
    'no-junk-drawers': noJunkDrawers,
    'purpose-first': purposeFirst,
  },
};
