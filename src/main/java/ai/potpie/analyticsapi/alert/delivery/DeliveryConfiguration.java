package ai.potpie.analyticsapi.alert.delivery;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

import ai.potpie.analyticsapi.alert.rule.AlertProperties;
import ai.potpie.analyticsapi.history.FactBase;
import ai.potpie.analyticsapi.history.OnHistory;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@Conditional(OnHistory.class)
class DeliveryConfiguration {

	@Bean
	TransactionTemplate alertTransactions(FactBase facts) {
		return new TransactionTemplate(new DataSourceTransactionManager(facts.connections()));
	}

	@Bean
	Channels channels(AlertProperties properties, Environment environment) {
		return new Channels(properties.channelsFile(), environment::resolvePlaceholders);
	}

	@Bean
	EventStore eventStore(FactBase facts, JsonMapper json) {
		return new EventStore(JdbcClient.create(facts.connections()), json);
	}

	@Bean
	Outbox outbox(FactBase facts, EventStore events, Channels channels, Clock clock) {
		SchedulerClient.Builder scheduler = SchedulerClient.Builder
			.create(new TransactionAwareDataSourceProxy(facts.connections()));
		if (facts.isEmbedded()) {
			scheduler.jdbcCustomization(new AlertScheduler.Embedded());
		}
		return new Outbox(events, channels, scheduler.build(), clock);
	}

	@Bean
	ReceiverClient receiverClient(Clock clock) {
		return new ReceiverClient(clock);
	}

	@Bean
	Messages messages(JsonMapper json) {
		return new Messages(json);
	}

	@Bean
	AlertScheduler alertScheduler(FactBase facts, EventStore events, Channels channels, Messages messages,
			ReceiverClient client, MeterRegistry meters, Clock clock) {
		RetrySchedule schedule = new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble());
		return new AlertScheduler(facts, events, channels, messages,
				new Deliverer(events, channels, messages, client, schedule, meters, clock), clock);
	}

}
