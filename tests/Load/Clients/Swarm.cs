using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Load.Wire;

namespace Load.Clients;

/// <summary>
/// Many connections to rooms on one thread: opens them at a given rate, keeps them and brings lost ones back. <see cref="Speech"/> sends
/// the messages of a schedule, <see cref="Reading"/> reads what comes. Other threads may call <see cref="AskAsync"/> and Dispose only.
/// Disposing ends the thread and all connections.
/// </summary>
internal sealed partial class Swarm : IDisposable
{
    private const int Sources = 16;

    /// <summary>The least number of seconds before another attempt.</summary>
    private const double Least = 0.5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>SignalR servers close a connection that sends nothing for 30 s.</summary>
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(12);

    private readonly SwarmSpec _spec;
    private readonly IDialect _dialect;
    private readonly IPEndPoint[] _servers;
    private readonly Client[] _clients;
    private readonly PriorityQueue<Client, long> _pending = new();
    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly Epoll _epoll = new();
    private readonly byte[] _out = new byte[512 * 1024];
    private readonly Random _random;
    private readonly Thread _thread;
    private readonly Speech _speech;
    private readonly Reading _reading;
    private long _nextPing;
    private int _pinged;
    private volatile bool _stop;

    public Swarm(SwarmSpec spec, IDialect dialect)
    {
        (_spec, _dialect, _random) = (spec, dialect, new Random(spec.First));
        _servers = [.. spec.Servers.Select(IPEndPoint.Parse)];
        _speech = new Speech(this);
        _reading = new Reading(this);
        var start = Stopwatch.GetTimestamp();
        _clients = new Client[spec.Count];
        for (var i = 0; i < spec.Count; i++)
        {
            var index = spec.First + i;
            var reads = spec.UnreadEvery == 0 || index % spec.UnreadEvery != spec.UnreadEvery - 1;
            _clients[i] = new Client(index, reads, new IPAddress([127, 0, 1, (byte)(1 + (index % Sources))]), index % _servers.Length);
            _pending.Enqueue(_clients[i], start + Ticks(i / spec.PerSecond));
        }

        _nextPing = start;
        _thread = new Thread(Loop) { IsBackground = true, Name = "swarm" };
        _thread.Start();
    }

    public Tally Tally { get; private set; } = new(0, 0);

    public Schedule? Schedule { get; private set; }

    public IReadOnlyList<Client> Clients => _clients;

    public IDialect Dialect => _dialect;

    /// <summary>Offsets of the control events that any connection saw.</summary>
    public SortedSet<long> ControlOffsets { get; } = [];

    /// <summary>The highest offset that the server has acknowledged.</summary>
    public long Appended { get; set; }

    /// <summary>The fault that ended the thread; null while it runs well.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Runs <paramref name="question"/> on the swarm's thread.</summary>
    public Task<T> AskAsync<T>(Func<Swarm, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() =>
        {
            try
            {
                answer.SetResult(question(this));
            }
            catch (Exception exception)
            {
                answer.SetException(exception);
            }
        });
        return Fault is null ? answer.Task : Task.FromException<T>(Fault);
    }

    /// <summary>Starts counting anew, and sends the messages of <paramref name="schedule"/>.</summary>
    public void Begin(Schedule schedule)
    {
        _dialect.Settle(this);
        (Schedule, Tally) = (schedule, new Tally(schedule.FirstNumber, schedule.Messages));
        foreach (var client in _clients)
            (client.RunFrom, client.Delivered, client.Skipped) = (client.Position, 0, 0);
        _speech.Begin(schedule);
    }

    /// <summary>Sends one frame. Closes the connection when the kernel does not accept all of it: half a frame breaks the stream.</summary>
    public void Send(Client client, ReadOnlySpan<byte> payload, byte opcode = WebSocketFrame.Text)
    {
        var length = WebSocketFrame.Write(_out, opcode, payload);
        if (client.Descriptor >= 0 && !Posix.Send(client.Descriptor, _out.AsSpan(0, length)))
            Lose(client);
    }

    /// <summary>Marks the connection as a member of the room. One that never reads is no longer polled for data.</summary>
    public void Join(Client client)
    {
        (client.Phase, client.WasOpen, client.Since) = (Phase.Open, true, Stopwatch.GetTimestamp());
        if (!client.Reads)
            _epoll.Change(client.Descriptor, client.Index - _spec.First, 0);
    }

    /// <summary>Sends the upgrade request on a connection that is established, and starts to read.</summary>
    public void Upgrade(Client client)
    {
        (client.Phase, client.Since) = (Phase.Upgrading, Stopwatch.GetTimestamp());
        _epoll.Change(client.Descriptor, client.Index - _spec.First, Epoll.Readable);
        if (!Posix.Send(client.Descriptor, Wire.Upgrade.Request(_dialect.Target(client.Index), _servers[client.Server].ToString())))
            Lose(client);
    }

    /// <summary>Closes a refused connection. It comes back after <paramref name="least"/> s (0.5 s or more) plus up to 1 s.</summary>
    public void TurnAway(Client client, string why, double least)
    {
        if (client.Descriptor < 0)
            return;

        Tally.Count(Tally.TurnedAway, why);
        Disconnect(client, Soon(least));
    }

    /// <summary>Closes a lost connection; it comes back as the spec says.</summary>
    public void Lose(Client client)
    {
        if (client.Descriptor < 0)
            return;

        if (client.Phase == Phase.Open)
        {
            Tally.Lost++;
            if (!client.Reads)
                Tally.UnreadLost++;
        }

        Disconnect(client, client.WasOpen ? _spec.BackAfter + (_spec.BackWithin * _random.NextDouble()) : Soon());
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        foreach (var client in _clients.Where(client => client.Descriptor >= 0))
            Posix.Close(client.Descriptor);
        _epoll.Dispose();
    }

    private void Loop()
    {
        try
        {
            while (!_stop)
            {
                while (_asked.TryDequeue(out var question))
                    question();
                var due = Math.Min(ConnectDue(), Math.Min(PingSome(), _speech.Speak()));
                var wait = Math.Clamp((due - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency, 0, 20);
                var ready = _epoll.Wait((int)wait);
                for (var i = 0; i < ready; i++)
                {
                    var (tag, events) = _epoll[i];
                    _reading.Serve(_clients[tag], events);
                }
            }
        }
        catch (Exception fault)
        {
            // The next caller of AskAsync gets the fault.
            Fault = fault;
            Console.Error.WriteLine(fault);
            while (_asked.TryDequeue(out var question))
                question();
        }
    }

    /// <summary>Opens the connections that are due; returns when the next one is, in ticks.</summary>
    private long ConnectDue()
    {
        while (_pending.TryPeek(out var client, out var due))
        {
            var now = Stopwatch.GetTimestamp();
            if (due > now)
                return due;

            _pending.Dequeue();
            client.Descriptor = Posix.Connect(client.Source, _servers[client.Server], narrow: !client.Reads);
            if (client.Descriptor < 0)
            {
                Disconnect(client, Soon());
                continue;
            }

            (client.Phase, client.Since) = (Phase.Connecting, now);
            _epoll.Add(client.Descriptor, client.Index - _spec.First, Epoll.Writable);
        }

        return long.MaxValue;
    }

    /// <summary>Pings open connections in turn, and gives up those that are too late to open. Returns when the next one is due.</summary>
    private long PingSome()
    {
        var now = Stopwatch.GetTimestamp();
        for (; _nextPing <= now; _nextPing += Ticks(PingEvery.TotalSeconds / _clients.Length))
        {
            var client = _clients[_pinged = (_pinged + 1) % _clients.Length];
            if (client.Phase == Phase.Open && !_dialect.Ping.IsEmpty)
                Send(client, _dialect.Ping);
            else if (client.Phase is not (Phase.Open or Phase.Away) && Stopwatch.GetElapsedTime(client.Since, now) > Patience)
                TurnAway(client, "silent", Least);
        }

        return _nextPing;
    }

    private TimeSpan Soon(double least = Least) => TimeSpan.FromSeconds(Math.Max(least, Least) + _random.NextDouble());

    private void Disconnect(Client client, TimeSpan pause)
    {
        if (client.Descriptor >= 0)
            Posix.Close(client.Descriptor);
        client.Forget();
        (client.Descriptor, client.Phase) = (-1, Phase.Away);
        if (_servers.Length > 1)
            client.Server = (client.Server + 1 + _random.Next(_servers.Length - 1)) % _servers.Length;
        _pending.Enqueue(client, Stopwatch.GetTimestamp() + Ticks(pause.TotalSeconds));
    }

    internal static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);
}
