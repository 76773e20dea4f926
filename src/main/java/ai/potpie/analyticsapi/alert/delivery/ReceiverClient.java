package ai.potpie.analyticsapi.alert.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.alert.delivery.SendResult.Outcome;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Sends messages to receivers, about which nothing is known: they may hang, redirect,
 * answer without end, or have names that point into our own network. It follows no
 * redirect, uses no proxy, resolves a name when it sends and connects to none but public
 * addresses, unless the channel is internal.
 */
class ReceiverClient implements AutoCloseable {

	private static final Duration A_TRY = Duration.ofSeconds(15);

	private static final int MOST_READ = 4096;

	/**
	 * Public addresses. NAT64 of one's own and addresses that embed one of IPv4 are no
	 * names for private ones either.
	 */
	private static final InetAddressFilter PUBLIC = InetAddressFilter.externalAddresses()
		.andNot("64:ff9b:1::/48", "::/96");

	private final CloseableHttpClient outside;

	private final CloseableHttpClient inside;

	private final ScheduledExecutorService timer;

	private final Clock clock;

	ReceiverClient(Clock clock) {
		this(SystemDefaultDnsResolver.INSTANCE, clock);
	}

	ReceiverClient(DnsResolver names, Clock clock) {
		this.outside = client(new PublicAddresses(names));
		this.inside = client(names);
		CustomizableThreadFactory threads = new CustomizableThreadFactory("alert-timeouts-");
		threads.setDaemon(true);
		this.timer = Executors.newSingleThreadScheduledExecutor(threads);
		this.clock = clock;
	}

	private static CloseableHttpClient client(DnsResolver names) {
		Timeout time = Timeout.of(A_TRY);
		return HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setDnsResolver(names)
				.setDefaultConnectionConfig(
						ConnectionConfig.custom().setConnectTimeout(time).setSocketTimeout(time).build())
				.setMaxConnTotal(100)
				.setMaxConnPerRoute(10)
				.build())
			.setDefaultRequestConfig(
					RequestConfig.custom().setConnectionRequestTimeout(time).setResponseTimeout(time).build())
			.setUserAgent("analytics-api")
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableAuthCaching()
			.disableCookieManagement()
			.disableContentCompression()
			.build();
	}

	/** Sends a message, in the time of a try. */
	SendResult send(Channel channel, Message message) {
		HttpPost request = new HttpPost(message.url());
		message.headers().forEach(request::setHeader);
		request.setEntity(new ByteArrayEntity(message.bytes(), ContentType.APPLICATION_JSON));
		ScheduledFuture<?> end = this.timer.schedule(request::cancel, A_TRY.toMillis(), TimeUnit.MILLISECONDS);
		CloseableHttpClient client = channel.internal() ? this.inside : this.outside;
		try {
			return result(client.executeOpen(RoutingSupport.determineHost(request), request, null), request);
		}
		catch (ForbiddenAddressException ex) {
			return SendResult.without(Outcome.FORBIDDEN_ADDRESS);
		}
		catch (IOException | HttpException ex) {
			return SendResult.without(Outcome.NO_ANSWER);
		}
		finally {
			end.cancel(false);
		}
	}

	private SendResult result(ClassicHttpResponse response, HttpPost request) throws IOException {
		try {
			SendResult result = result(response);
			if (hasMore(response)) {
				// Closing alone would read all of it
				request.cancel();
			}
			return result;
		}
		finally {
			Closer.closeQuietly(response);
		}
	}

	private SendResult result(ClassicHttpResponse response) {
		int status = response.getCode();
		Outcome outcome = (status / 100 == 2) ? Outcome.DELIVERED : (status == 410) ? Outcome.GONE : Outcome.FAILED;
		return new SendResult(outcome, status, retryAfter(response.getFirstHeader(HttpHeaders.RETRY_AFTER)));
	}

	/** A connection whose answer was read can be used again. */
	private static boolean hasMore(ClassicHttpResponse response) throws IOException {
		HttpEntity entity = response.getEntity();
		if (entity == null) {
			return false;
		}
		InputStream body = entity.getContent();
		return body.readNBytes(MOST_READ).length == MOST_READ && body.read() >= 0;
	}

	private @Nullable Duration retryAfter(@Nullable Header header) {
		if (header == null) {
			return null;
		}
		String value = header.getValue().trim();
		if (value.matches("[0-9]{1,7}")) {
			return Duration.ofSeconds(Long.parseLong(value));
		}
		try {
			Instant moment = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			Duration wait = Duration.between(this.clock.instant(), moment);
			return wait.isNegative() ? null : wait;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	@Override
	public void close() throws IOException {
		this.timer.shutdownNow();
		this.outside.close();
		this.inside.close();
	}

	/**
	 * Resolves names of public addresses alone. One private address among several is
	 * enough to refuse a name.
	 */
	private record PublicAddresses(DnsResolver names) implements DnsResolver {

		@Override
		public InetAddress[] resolve(String host) throws UnknownHostException {
			InetAddress[] addresses = this.names.resolve(host);
			if (!Arrays.stream(addresses).allMatch(PUBLIC::matches)) {
				throw new ForbiddenAddressException();
			}
			return addresses;
		}

		@Override
		public String resolveCanonicalHostname(String host) throws UnknownHostException {
			return this.names.resolveCanonicalHostname(host);
		}

	}

	/**
	 * A name has an address to which nothing may be sent.
	 */
	private static final class ForbiddenAddressException extends UnknownHostException {

		private static final long serialVersionUID = 1L;

	}

}
