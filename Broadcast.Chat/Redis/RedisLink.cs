using StackExchange.Redis;

namespace Broadcast.Chat.Redis;

/// <summary>
/// The process's connection to Redis. Connects at the first use and in the background from then on: while Redis is away, commands fail
/// with <see cref="RedisException"/> or <see cref="RedisTimeoutException"/> and nothing else stops. Disposed by the container.
/// </summary>
internal sealed class RedisLink : IAsyncDisposable
{
    private readonly Lazy<ConnectionMultiplexer> _multiplexer;

    public RedisLink(IConfiguration configuration)
    {
        _multiplexer = new Lazy<ConnectionMultiplexer>(() =>
        {
            var connection = configuration.GetConnectionString("Redis");
            if (string.IsNullOrWhiteSpace(connection))
                throw new InvalidOperationException("ConnectionStrings:Redis is missing.");

            var options = ConfigurationOptions.Parse(connection);
            options.AbortOnConnectFail = false;
            options.ClientName ??= "livefestival";
            options.BacklogPolicy = BacklogPolicy.FailFast;
            options.ReconnectRetryPolicy = new LinearRetry(500);
            options.ConnectTimeout = 2000;
            options.AsyncTimeout = 3000;
            options.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
            return ConnectionMultiplexer.Connect(options);
        });
    }

    public IDatabase Database => _multiplexer.Value.GetDatabase();

    public ISubscriber Subscriber => _multiplexer.Value.GetSubscriber();

    public bool Connected => _multiplexer.Value.IsConnected;

    /// <summary>Raised on a thread of the client's when the connection is back; subscriptions are already restored.</summary>
    public event EventHandler<ConnectionFailedEventArgs> Restored
    {
        add => _multiplexer.Value.ConnectionRestored += value;
        remove => _multiplexer.Value.ConnectionRestored -= value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer.IsValueCreated)
            await _multiplexer.Value.DisposeAsync();
    }
}
