package ai.potpie.analyticsapi.alert.rule;

import java.util.Set;

/**
 * Knows the names of the channels that a rule can tell.
 */
@FunctionalInterface
public interface ChannelNames {

	Set<String> names();

}
