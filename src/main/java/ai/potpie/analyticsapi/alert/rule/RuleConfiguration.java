package ai.potpie.analyticsapi.alert.rule;

import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.history.FactBase;
import ai.potpie.analyticsapi.history.OnHistory;
import ai.potpie.analyticsapi.security.UserIds;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Conditional(OnHistory.class)
class RuleConfiguration {

	@Bean
	RuleReader ruleReader(UserIds userIds) {
		return new RuleReader(userIds);
	}

	@Bean
	RuleStore ruleStore(FactBase facts, RuleReader reader, AlertProperties properties, ChannelNames channels,
			JsonMapper json, Clock clock) {
		return new RuleStore(JdbcClient.create(facts.connections()), json, file(properties, reader, channels::names),
				clock);
	}

	private static @Nullable RuleFile file(AlertProperties properties, RuleReader reader,
			Supplier<Set<String>> channels) {
		return properties.rulesFile().isBlank() ? null : new RuleFile(properties.rulesFile(), reader, channels);
	}

}
