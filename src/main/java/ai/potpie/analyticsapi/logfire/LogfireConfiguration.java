package ai.potpie.analyticsapi.logfire;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import org.springframework.boot.info.BuildProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class LogfireConfiguration {

	@Bean
	LogfireQueryClient logfireQueryClient(LogfireProperties properties, RestClient.Builder builder,
			ScheduledExecutorService logfireDeadlines, ApplicationEventPublisher events,
			ObjectProvider<BuildProperties> build) {
		RestClient client = properties.token()
			.map((token) -> restClient(properties, token, builder, userAgent(build)))
			.orElse(null);
		return new LogfireQueryClient(client, properties, logfireDeadlines, events);
	}

	@Bean(destroyMethod = "shutdownNow")
	ScheduledExecutorService logfireDeadlines() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("logfire-deadline-");
		threads.setDaemon(true);
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads);
		timer.setRemoveOnCancelPolicy(true);
		return timer;
	}

	@Bean
	ReadTokenCheck readTokenCheck(LogfireQueryClient client) {
		return new ReadTokenCheck(client);
	}

	private static RestClient restClient(LogfireProperties properties, ReadToken token, RestClient.Builder builder,
			String userAgent) {
		return builder.clone()
			.requestFactory(new LogfireRequestFactory(properties))
			.baseUrl(properties.url(token))
			.defaultHeader(HttpHeaders.AUTHORIZATION, token.authorization())
			.defaultHeader(HttpHeaders.USER_AGENT, userAgent)
			.build();
	}

	private static String userAgent(ObjectProvider<BuildProperties> build) {
		BuildProperties properties = build.getIfAvailable();
		return (properties != null) ? "analytics-api/" + properties.getVersion() : "analytics-api";
	}

}
