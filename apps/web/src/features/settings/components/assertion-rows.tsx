/** The questions that the restored data must answer with true: a name and one SELECT each. */
import { Button, Card, Form, Input } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export function AssertionRows(): ReactElement {
  const { t } = useTranslation();
  return (
    <Form.List name="assertions">
      {(fields, { add, remove }) => (
        <section className="stack-small assertions">
          <h3>{t('assertion.title')}</h3>
          <div className="muted">{t('assertion.hint')}</div>
          {fields.map(({ key, name }) => (
            <AssertionRow key={key} index={name} onRemove={() => remove(name)} />
          ))}
          <div>
            <Button onClick={() => add({ name: '', sql: '' })}>{t('assertion.add')}</Button>
          </div>
        </section>
      )}
    </Form.List>
  );
}

interface RowProps {
  index: number;
  onRemove: () => void;
}

function AssertionRow({ index, onRemove }: RowProps): ReactElement {
  const { t } = useTranslation();
  const number = index + 1;
  return (
    <Card
      size="small"
      title={t('assertion.one', { number })}
      extra={
        <Button type="text" danger onClick={onRemove} aria-label={t('assertion.removeOne', { number })}>
          {t('assertion.remove')}
        </Button>
      }
    >
      <Form.Item
        name={[index, 'name']}
        label={t('assertion.name')}
        rules={[{ required: true, whitespace: true, message: t('assertion.nameMissing') }]}
      >
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={[index, 'sql']}
        label={t('assertion.sql')}
        rules={[{ required: true, whitespace: true, message: t('assertion.sqlMissing') }]}
      >
        <Input.TextArea
          className="sql"
          rows={3}
          spellCheck={false}
          placeholder="SELECT count(*) > 0 FROM orders"
        />
      </Form.Item>
    </Card>
  );
}
