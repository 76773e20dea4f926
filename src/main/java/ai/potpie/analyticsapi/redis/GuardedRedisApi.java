package ai.potpie.analyticsapi.redis;

import java.util.stream.Stream;

import io.github.bucket4j.redis.lettuce.RedisApi;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;

/**
 * The commands of Redis that buckets need, sent through the guard. The library passes
 * keys, which are texts, in arrays of objects.
 */
class GuardedRedisApi implements RedisApi<Object> {

	private final RedisGuard redis;

	GuardedRedisApi(RedisGuard redis) {
		this.redis = redis;
	}

	@Override
	public <V> RedisFuture<V> eval(String script, ScriptOutputType type, Object[] keys, byte[][] values) {
		String[] names = Stream.of(keys).map(Object::toString).toArray(String[]::new);
		return this.redis.send((commands) -> commands.eval(script, type, names, values));
	}

	@Override
	public RedisFuture<byte[]> get(Object key) {
		return this.redis.send((commands) -> commands.get(key.toString()));
	}

	@Override
	public RedisFuture<?> delete(Object key) {
		return this.redis.send((commands) -> commands.del(key.toString()));
	}

}
