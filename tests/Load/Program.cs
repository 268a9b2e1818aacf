using Load.Clients;
using Load.Peers;
using Load.Scenarios;

switch (args)
{
    case ["swarm"]:
        await SwarmWorker.RunAsync();
        return 0;

    case ["signalr-peer", var port, .. var redis]:
        await SignalRHost.RunAsync(int.Parse(port), redis is [var server] ? server : null);
        return 0;

    case ["fanout", .. var rest]:
        return await Fanout.RunAsync(new Arguments(rest)) ? 0 : 1;

    case ["unread", .. var rest]:
        return await Unread.RunAsync(new Arguments(rest)) ? 0 : 1;

    case ["killnode", .. var rest]:
        return await KillNode.RunAsync(new Arguments(rest)) ? 0 : 1;

    case ["flood", .. var rest]:
        return await Flood.RunAsync(new Arguments(rest)) ? 0 : 1;

    case ["idle", .. var rest]:
        return await Idle.RunAsync(new Arguments(rest)) ? 0 : 1;

    case ["join", .. var rest]:
        return await Joins.RunAsync(new Arguments(rest)) ? 0 : 1;

    case ["rooms", .. var rest]:
        return await RoomsBenchmark.RunAsync(new Arguments(rest)) ? 0 : 1;

    default:
        await Console.Error.WriteLineAsync("usage: fanout | unread | killnode | flood | idle | join | rooms [--name value]... [-- arguments of the chat processes]: see tests/Load/README.md");
        return 2;
}
