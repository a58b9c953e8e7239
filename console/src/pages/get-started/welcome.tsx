/** For roles that don't set things up, such as support: what they may do here. */
import { SimpleGrid } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { navigation, navigationMessages } from '../../app/navigation.ts';
import { usePermissions, usePerson, useTenantId } from '../../app/session.tsx';
import { Page } from '../../patterns/page.tsx';
import { Card } from './card.tsx';
import { messages } from './messages.ts';

export function Welcome() {
  const m = useMessages(messages);
  const names = useMessages(navigationMessages);
  const tenant = useTenantId();
  const { name } = usePerson();
  const { can } = usePermissions();
  const offered = navigation.filter(({ permission }) => can(permission));
  return (
    <Page title={name ? m.welcome(name) : m.welcomePlain} description={m.welcomeText}>
      <SimpleGrid component="ul" cols={{ base: 1, sm: 2, lg: 3 }} p={0} m={0} style={{ listStyle: 'none' }}>
        {offered.map((item) => (
          <Card
            key={item.name}
            icon={item.icon}
            title={names[item.name]}
            text={m.pages[item.name]}
            to={`/${tenant}/${item.path}`}
          />
        ))}
      </SimpleGrid>
    </Page>
  );
}
