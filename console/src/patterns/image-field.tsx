/**
 * A picture: uploaded to Gatehouse by dropping or choosing a file, or the address of one that stands elsewhere. The
 * value is the address; '' for none.
 */
import { Box, Button, FileButton, Group, Input, Stack, Text, TextInput } from '@mantine/core';
import { IconPhoto, IconUpload, IconX } from '@tabler/icons-react';
import { type DragEvent, useId, useState } from 'react';
import { defineMessages, useLocale, useMessages } from '../app/i18n.ts';
import { useChange } from '../app/queries.ts';
import { usePermissions } from '../app/session.tsx';
import { describeError } from './errors.ts';

const messages = defineMessages(
  {
    choose: 'Upload a file',
    chooseOf: (label: string) => `Upload a file: ${label}`,
    remove: 'Remove',
    removeOf: (label: string) => `Remove: ${label}`,
    address: (label: string) => `${label}: address`,
    placeholder: 'or an address: https://…',
    hint: 'PNG, JPEG, WebP or ICO up to 512 kB. You can drop it here.',
    nothing: 'No image',
    type: 'This is no PNG, JPEG, WebP or ICO image. SVG is not accepted: it can hold scripts.',
    large: 'The file is larger than 512 kB. A logo is shown 32 pixels high: a smaller one is enough.',
    uploaded: 'Uploaded. Save the changes to show it.',
  },
  {
    choose: '上传文件',
    chooseOf: (label) => `上传文件：${label}`,
    remove: '移除',
    removeOf: (label) => `移除：${label}`,
    address: (label) => `${label}：地址`,
    placeholder: '或填写地址：https://…',
    hint: 'PNG、JPEG、WebP 或 ICO，最大 512 kB，可拖放到此处。',
    nothing: '无图片',
    type: '这不是 PNG、JPEG、WebP 或 ICO 图片。不接受 SVG，因为其中可能包含脚本。',
    large: '文件大于 512 kB。徽标的显示高度为 32 像素，较小的文件即可。',
    uploaded: '已上传。保存更改后即会显示。',
  },
);

const types = ['image/png', 'image/jpeg', 'image/webp', 'image/x-icon', 'image/vnd.microsoft.icon'] as const;
type ImageType = (typeof types)[number];
const maxBytes = 512 * 1024;

export interface ImageFieldProps {
  label: string;
  description?: string;
  value: string;
  onChange(url: string): void;
  onBlur?(): void;
  error?: string;
  disabled?: boolean;
  /** What the picture will stand on. */
  ground?: 'light' | 'dark';
}

export function ImageField(props: ImageFieldProps) {
  const { label, description, value, onChange, onBlur, error, disabled = false, ground = 'light' } = props;
  const m = useMessages(messages);
  const { can } = usePermissions();
  const { upload, problem, busy } = useUpload(onChange);
  const mayUpload = !disabled && can('sign-in-experience:write');
  const id = useId();
  return (
    <Box role="group" aria-labelledby={id}>
      <Input.Label labelElement="div" id={id}>
        {label}
      </Input.Label>
      {description && (
        <Text size="xs" c="dimmed" mb={6}>
          {description}
        </Text>
      )}
      <Drop enabled={mayUpload} onFile={upload}>
        <Picture url={value} ground={ground} />
        <Stack gap="xs" flex={1} miw={180}>
          <TextInput
            type="url"
            aria-label={m.address(label)}
            placeholder={m.placeholder}
            value={value}
            disabled={disabled}
            error={error !== undefined || problem !== undefined}
            onBlur={onBlur}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {mayUpload && (
            <Buttons label={label} hasImage={value !== ''} busy={busy} upload={upload} onChange={onChange} />
          )}
          <Input.Error role="alert">{problem ?? error}</Input.Error>
        </Stack>
      </Drop>
    </Box>
  );
}

function Buttons(props: {
  label: string;
  hasImage: boolean;
  busy: boolean;
  upload(file: File): void;
  onChange(url: string): void;
}) {
  const m = useMessages(messages);
  const { label, hasImage, busy, upload, onChange } = props;
  return (
    <>
      <Group gap="xs">
        <FileButton onChange={(file) => file && upload(file)} accept={types.join(',')}>
          {(button) => (
            <Button
              {...button}
              size="xs"
              variant="default"
              loading={busy}
              leftSection={<IconUpload size={14} aria-hidden />}
              aria-label={m.chooseOf(label)}
            >
              {m.choose}
            </Button>
          )}
        </FileButton>
        {hasImage && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconX size={14} aria-hidden />}
            aria-label={m.removeOf(label)}
            onClick={() => onChange('')}
          >
            {m.remove}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {m.hint}
      </Text>
    </>
  );
}

/** What is dropped anywhere on the field is uploaded. The keyboard has the button. */
function Drop(props: { enabled: boolean; onFile(file: File): void; children: React.ReactNode }) {
  const { enabled, onFile, children } = props;
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  const handlers = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: drop,
  };
  return (
    <Group
      {...(enabled && handlers)}
      align="flex-start"
      p="sm"
      gap="md"
      style={{
        borderRadius: 8,
        border: `1px dashed var(${over ? '--mantine-primary-color-filled' : '--mantine-color-default-border'})`,
      }}
    >
      {children}
    </Group>
  );
}

function Picture({ url, ground }: { url: string; ground: 'light' | 'dark' }) {
  const m = useMessages(messages);
  const [broken, setBroken] = useState<string>();
  const shown = url !== '' && broken !== url && /^(https?:|data:image\/)/.test(url);
  return (
    <Box
      w={112}
      h={72}
      p={8}
      style={{
        display: 'grid',
        placeItems: 'center',
        borderRadius: 6,
        border: '1px solid var(--mantine-color-default-border)',
        background: ground === 'dark' ? '#16191f' : '#ffffff',
        color: ground === 'dark' ? '#a5adba' : '#5b6470',
      }}
    >
      {shown ? (
        <img
          src={url}
          alt=""
          style={{ maxWidth: '100%', maxHeight: 56, objectFit: 'contain' }}
          onError={() => setBroken(url)}
        />
      ) : (
        <Stack gap={2} align="center">
          <IconPhoto size={20} aria-hidden />
          <span style={{ fontSize: 11 }}>{m.nothing}</span>
        </Stack>
      )}
    </Box>
  );
}

const isImageType = (type: string): type is ImageType => types.some((one) => one === type);

function useUpload(onChange: (url: string) => void) {
  const m = useMessages(messages);
  const { locale } = useLocale();
  const [problem, setProblem] = useState<string>();
  const change = useChange<{ contentType: ImageType; data: string }, { url: string }>({
    run: (api, body) => api.images.create(body),
    done: () => m.uploaded,
    after: ({ url }) => onChange(url),
    failed(error) {
      setProblem(describeError(error, locale).text);
      return true;
    },
  });
  const upload = async (file: File) => {
    if (!isImageType(file.type)) return setProblem(m.type);
    if (file.size > maxBytes) return setProblem(m.large);
    setProblem(undefined);
    change.mutate({ contentType: file.type, data: await base64Of(file) });
  };
  return { upload: (file: File) => void upload(file), problem, busy: change.isPending };
}

/** In parts: a call with half a million arguments is too much for the stack. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}
