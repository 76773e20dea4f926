package ai.potpie.analyticsapi.web.repeated;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.access.Readmission;
import ai.potpie.analyticsapi.web.reply.AnswerWriter;
import ai.potpie.analyticsapi.web.reply.RecordedReply;
import ai.potpie.analyticsapi.web.reply.ServerTiming;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers a request that its caller has sent before from the reply recorded then. The
 * decisions of filters, Spring Security and Spring MVC depend on the components of
 * {@link RepeatedRequest} alone. They would be the same again, and would cost more than
 * the rest of a stored answer. Everything else happens each time: the token is checked,
 * the request is counted, observed and given an id, and the cache is asked for the
 * current answer.
 * <p>
 * This filter has no rules of its own. A new request goes through the whole chain, and so
 * does one that its caller may no longer send, which the chain refuses.
 */
class RepeatedRequestFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	/** The most memory for recorded replies, in bytes. */
	private static final long AT_MOST = 16_000_000;

	private static final Duration FOR = Duration.ofMinutes(15);

	private final transient Readmission readmission;

	private final transient HandlerExceptionResolver errors;

	private final transient Clock clock;

	private final transient Cache<RepeatedRequest, RecordedReply> replies = Caffeine.newBuilder()
		.maximumWeight(AT_MOST)
		.weigher((RepeatedRequest request, RecordedReply reply) -> request.weight() + reply.weight())
		.expireAfterWrite(FOR)
		.executor(Runnable::run)
		.build();

	RepeatedRequestFilter(Readmission readmission, HandlerExceptionResolver errors, Clock clock) {
		this.readmission = readmission;
		this.errors = errors;
		this.clock = clock;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Caller caller = "GET".equals(request.getMethod()) ? this.readmission.caller(request) : null;
		if (caller == null) {
			chain.doFilter(request, response);
			return;
		}
		RepeatedRequest asked = RepeatedRequest.of(request, caller, this.clock);
		RecordedReply before = this.replies.getIfPresent(asked);
		if (before != null && this.readmission.count(caller, response)) {
			before.prepare(request, response);
			answer(before, request, response);
			return;
		}
		chain.doFilter(request, response);
		RecordedReply now = RecordedReply.of(request);
		if (now != null) {
			this.replies.put(asked, now);
		}
	}

	private void answer(RecordedReply before, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		ServerTiming.start(request);
		Answer<?> answer = now(before, request, response);
		if (answer != null) {
			AnswerWriter.write(answer, request, response);
		}
	}

	/** The current answer; null if there is none and the error has been written. */
	private @Nullable Answer<?> now(RecordedReply before, HttpServletRequest request, HttpServletResponse response) {
		try {
			return before.reply().now();
		}
		catch (RuntimeException ex) {
			response.setHeader(ServerTiming.HEADER, ServerTiming.of(request).toString());
			if (this.errors.resolveException(request, response, null, ex) == null) {
				throw ex;
			}
			return null;
		}
	}

}
