import { idOf } from '../../drain/observation/observation';
import { hasNoReplacement, hasNoRoom } from '../../drain/tasks/services';
import { found, notChecked, orOk, type Finding } from '../finding';
import { seenClusters, type AwsFacts } from './facts';
import { formatCallError } from './call-error';

/** Those that have tasks on the instances that were observed. */
export function serviceFindings({ clusters }: Pick<AwsFacts, 'clusters'>): readonly Finding[] {
  const seen = seenClusters(clusters);
  if (seen.length === 0) return [notChecked('services', 'no cluster could be observed')];
  const counts = seen.flatMap(({ services }) => (services.kind === 'known' ? services.value.length : []));
  return orOk(
    'services',
    counts.length === 0 ? undefined : `${counts.reduce((sum, more) => sum + more)} can move`,
    seen.flatMap(({ cluster, services }) =>
      services.kind === 'unknown'
        ? [notChecked('services', formatCallError(services.callError), idOf(cluster))]
        : services.value.flatMap((service) => {
            const about = `${idOf(cluster)}/${service.serviceName}`;
            const { desiredCount, minimumHealthyPercent: least, maximumPercent: most } = service;
            return [
              ...(hasNoRoom(service)
                ? [
                    found(
                      'service-never-moves',
                      `of ${desiredCount} tasks ${least} % to ${most} % may run`,
                      about,
                    ),
                  ]
                : []),
              ...(hasNoReplacement(service)
                ? [found('service-not-placed', service.placementFailure?.message ?? '', about)]
                : []),
            ];
          }),
    ),
  );
}
