package ai.potpie.analyticsapi.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;

/**
 * The commands of a lock: a key that expires, with a value that only its owner knows.
 */
final class RedisLock {

	/** How long other replicas wait for an owner that has died. */
	static final Duration LIFETIME = Duration.ofSeconds(2);

	// A key that does not expire within a lock's lifetime is not a lock
	private static final String TAKE = """
			if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then return 1 end
			local left = redis.call('pttl', KEYS[1])
			if left >= 0 and left <= tonumber(ARGV[2]) then return 0 end
			redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
			return 1
			""";

	private static final String RENEW = """
			if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
			return redis.call('pexpire', KEYS[1], ARGV[2])
			""";

	private static final String RELEASE = """
			if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
			return redis.call('del', KEYS[1])
			""";

	private final String[] keys;

	private final byte[] owner = bytes(UUID.randomUUID().toString());

	private final byte[] lifetime = bytes(String.valueOf(LIFETIME.toMillis()));

	RedisLock(String key) {
		this.keys = new String[] { key };
	}

	String key() {
		return this.keys[0];
	}

	/** Answers 1 if the lock was taken, and 0 if it has another owner. */
	RedisFuture<Long> take(RedisAsyncCommands<String, byte[]> commands) {
		return commands.eval(TAKE, ScriptOutputType.INTEGER, this.keys, this.owner, this.lifetime);
	}

	RedisFuture<Long> renew(RedisAsyncCommands<String, byte[]> commands) {
		return commands.eval(RENEW, ScriptOutputType.INTEGER, this.keys, this.owner, this.lifetime);
	}

	RedisFuture<Long> release(RedisAsyncCommands<String, byte[]> commands) {
		return commands.eval(RELEASE, ScriptOutputType.INTEGER, this.keys, this.owner);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
