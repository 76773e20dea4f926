package ai.potpie.analyticsapi.live;

import java.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.history.OnHistory;
import ai.potpie.analyticsapi.history.WatchedFeed;
import ai.potpie.analyticsapi.security.access.StreamAccess;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.scheduling.support.TaskUtils;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.socket.handler.ExceptionWebSocketHandlerDecorator;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * Configures what pushes answers, which needs a history.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnHistory.class)
@ConditionalOnBooleanProperty(name = "analytics.live", matchIfMissing = true)
class LiveConfiguration {

	/** As many answers are made at once; others wait. */
	private static final int AT_ONCE = 4;

	/** In bytes. A longer message is too long, and a shorter one is of the wrong kind. */
	private static final int BINARY_BUFFER = 1024;

	@Bean
	LiveSupport liveSupport() {
		return new LiveSupport();
	}

	@Bean
	Mirror mirror(DispatcherServlet dispatcher, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors,
			StreamAccess access) {
		return new Mirror(dispatcher, errors, access);
	}

	@Bean
	MirroredFailures mirroredFailures() {
		return new MirroredFailures();
	}

	@Bean
	LiveMetrics liveMetrics(MeterRegistry registry, Clock clock) {
		return new LiveMetrics(registry, clock);
	}

	@Bean(destroyMethod = "shutdownNow")
	ThreadPoolExecutor pushExecutor() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 1, TimeUnit.MINUTES,
				new LinkedBlockingQueue<>(), threads("live-push-"));
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	@Bean
	Pushes pushes(Mirror mirror, StreamAccess access, WatchedFeed feed, ThreadPoolExecutor pushExecutor,
			LiveMetrics metrics, Clock clock) {
		return new Pushes(mirror, access, feed, pushExecutor, metrics, clock);
	}

	@Bean
	LiveStreams liveStreams(LiveProperties properties, Pushes pushes, StreamAccess access, WatchedFeed feed,
			LiveMetrics metrics, ApplicationContext context, Clock clock) {
		return new LiveStreams(properties, pushes, access, feed, metrics, context, clock);
	}

	@Bean
	Strangers strangers() {
		return new Strangers();
	}

	@Bean
	DefaultHandshakeHandler handshakes() {
		DefaultHandshakeHandler handshakes = new DefaultHandshakeHandler();
		handshakes.setSupportedProtocols(LiveSockets.PROTOCOL);
		return handshakes;
	}

	/** What each socket sets aside for a message of its client. */
	@Bean
	ServletServerContainerFactoryBean socketBuffers() {
		ServletServerContainerFactoryBean buffers = new ServletServerContainerFactoryBean();
		buffers.setMaxTextMessageBufferSize(SocketHandler.LONGEST_MESSAGE);
		// None is accepted
		buffers.setMaxBinaryMessageBufferSize(BINARY_BUFFER);
		return buffers;
	}

	@Bean
	LiveSockets liveSockets(DefaultHandshakeHandler handshakes, LiveStreams streams, Pushes pushes, Mirror mirror,
			HttpFirewall firewall, Strangers strangers, StreamAccess access, Clock clock) {
		Subscriptions subscriptions = new Subscriptions(streams, pushes, mirror, new SubscribedPath(firewall), access);
		SocketHandler handler = new SocketHandler(streams, subscriptions, strangers, access, clock);
		return new LiveSockets(streams, handshakes, new ExceptionWebSocketHandlerDecorator(handler), access);
	}

	@Bean(destroyMethod = "shutdownNow")
	ScheduledExecutorService liveClock(LiveStreams streams, Strangers strangers, Clock clock) {
		ScheduledThreadPoolExecutor seconds = new ScheduledThreadPoolExecutor(1, threads("live-clock-"));
		eachSecond(seconds, streams::tick);
		eachSecond(seconds, () -> strangers.tick(clock.instant()));
		return seconds;
	}

	private static void eachSecond(ScheduledThreadPoolExecutor seconds, Runnable task) {
		seconds.scheduleAtFixedRate(TaskUtils.decorateTaskWithErrorHandler(task, null, true), 1, 1, TimeUnit.SECONDS);
	}

	@Bean
	SseStreams sseStreams(LiveStreams streams, Pushes pushes, Mirror mirror, StreamAccess access, Clock clock) {
		return new SseStreams(streams, pushes, mirror, access, clock);
	}

	private static CustomizableThreadFactory threads(String prefix) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		return threads;
	}

}
