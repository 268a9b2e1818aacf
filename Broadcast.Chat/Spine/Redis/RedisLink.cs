using Broadcast.Chat.Spine.Time;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Redis;

/// <summary>
/// The process's connection to Redis: a single server, the primary that Sentinel names, or a Cluster, as the connection string says.
/// Connects at the first use and reconnects in the background: while Redis is away, commands fail with <see cref="RedisException"/> or
/// <see cref="RedisTimeoutException"/> and nothing else stops. Disposed by the container.
/// </summary>
internal sealed class RedisLink(IConfiguration configuration, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The pause between two attempts to find the primary while no Sentinel answers.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private volatile ConnectionMultiplexer? _multiplexer;
    private ConnectionMultiplexer? _sentinels;
    private long? _failedAt;
    private volatile bool _cluster;
    private volatile bool _known;

    public IDatabase Database => Multiplexer.GetDatabase();

    public ISubscriber Subscriber => Multiplexer.GetSubscriber();

    public bool Connected => _multiplexer?.IsConnected == true;

    /// <summary>True when the servers form a Cluster; known from the first answer on.</summary>
    /// <exception cref="RedisConnectionException">No server has answered yet.</exception>
    public bool Cluster
    {
        get
        {
            if (!_known)
            {
                var answering = Multiplexer.GetServers().FirstOrDefault(server => server.IsConnected)
                    ?? throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "Redis has not answered yet.");
                _cluster = answering.ServerType == ServerType.Cluster;
                _known = true;
            }

            return _cluster;
        }
    }

    /// <summary>Raised on a thread of the Redis client when a connection is back; subscriptions are already restored.</summary>
    public event EventHandler<ConnectionFailedEventArgs>? Restored;

    /// <summary>Runs a script in one step of Redis, as of now, and returns its reply.</summary>
    /// <param name="script">The script.</param>
    /// <param name="keys">Every key that the script names, once.</param>
    /// <param name="arguments">Every argument that the script names, once.</param>
    /// <param name="flags">Which server is asked.</param>
    /// <param name="keyList">The elements of the list with which its keys end, if they do.</param>
    /// <param name="argumentList">The elements of the list with which its arguments end, if they do.</param>
    /// <exception cref="InvalidOperationException">A name is wrong, missing or repeated.</exception>
    /// <exception cref="ClockNotSetException">The clock has not been set by its reference yet.</exception>
    public Task<RedisResult> RunAsync(
        RedisScript script, ReadOnlySpan<(string Name, RedisKey Value)> keys, ReadOnlySpan<(string Name, RedisValue Value)> arguments,
        CommandFlags flags = CommandFlags.None, ReadOnlySpan<RedisKey> keyList = default, ReadOnlySpan<RedisValue> argumentList = default)
    {
        var values = script.Arguments.Arrange(arguments, argumentList);
        values[0] = time.AgreedNow();
        return Database.ScriptEvaluateAsync(script.Text, script.Keys.Arrange(keys, keyList), values, flags);
    }

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is not null)
            await _multiplexer.DisposeAsync();
        if (_sentinels is not null)
            await _sentinels.DisposeAsync();
    }

    private ConnectionMultiplexer Multiplexer => _multiplexer ?? Connect();

    private ConnectionMultiplexer Connect()
    {
        lock (_gate)
        {
            if (_multiplexer is { } known)
                return known;
            if (_failedAt is { } failed && time.GetElapsedTime(failed) < Retry)
                throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "No Sentinel names a primary.");

            try
            {
                var options = RedisConnection.Parse(configuration);
                var multiplexer = options.ServiceName is { Length: > 0 } ? ConnectToPrimary(options) : ConnectionMultiplexer.Connect(options);
                multiplexer.ConnectionRestored += (_, arguments) => Restored?.Invoke(this, arguments);
                return _multiplexer = multiplexer;
            }
            catch (RedisException)
            {
                _failedAt = time.GetTimestamp();
                throw;
            }
        }
    }

    /// <summary>Keeps the connection to the Sentinels: it learns of a failover and moves the other connection to the new primary.</summary>
    private ConnectionMultiplexer ConnectToPrimary(ConfigurationOptions options)
    {
        var sentinels = ConnectionMultiplexer.SentinelConnect(RedisConnection.ForSentinels(options));
        try
        {
            var primary = sentinels.GetSentinelMasterConnection(options);
            _sentinels = sentinels;
            return primary;
        }
        catch
        {
            sentinels.Dispose();
            throw;
        }
    }
}
