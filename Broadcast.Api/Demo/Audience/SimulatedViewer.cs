using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Broadcast.Api.Demo.Audience;

/// <summary>One simulated viewer: a SignalR client as any other, on one connection to the hub, with a ticket. Does what its plan says. Used by one loop.</summary>
internal sealed class SimulatedViewer(Guise guise, ViewerPlan plan, AudienceTickets tickets, Uri hub, TimeProvider time)
{
    /// <summary>Joins the room and stays until the connection ends; a node that stops is left at once, as it asks.</summary>
    public async Task VisitAsync(CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var news = new WakeUp();
        await using var connection = Connection();
        connection.On<int>(nameof(IRoomClient.Reconnect), _ => ended.CancelAsync());
        connection.Closed += _ => ended.CancelAsync();
        connection.On<EventBatch>(nameof(IRoomClient.Events), batch =>
        {
            foreach (var item in batch.Events)
                plan.Hear(item, time.GetUtcNow());
            if (batch.Events.Count > 0)
                news.Set();
        });

        await connection.StartAsync(stopping);
        var joined = await connection.InvokeAsync<JoinResult>(nameof(IRoomHub.Join), guise.Room.Value, null, ended.Token);
        plan.Arrive(joined.Snapshot, time.GetUtcNow());
        try
        {
            while (true)
            {
                var (act, wait) = plan.Next(time.GetUtcNow());
                if (act is null)
                    await news.WaitAsync(wait, ended.Token);
                else
                    await DoAsync(connection, act, ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            // The connection has ended: this visit is over.
        }
    }

    private async Task DoAsync(HubConnection connection, Act act, CancellationToken cancellation)
    {
        try
        {
            await (act switch
            {
                Act.Say say => connection.InvokeAsync(nameof(IRoomHub.Say), say.Text, null, cancellation),
                Act.Like like => connection.InvokeAsync(nameof(IRoomHub.Like), like.Count, cancellation),
                Act.Answer answer => connection.InvokeAsync(nameof(IRoomHub.Answer), answer.Question.Value, answer.Option, cancellation),
                Act.Vote vote => connection.InvokeAsync(nameof(IRoomHub.Vote), vote.Poll.Value, vote.Option, cancellation),
                _ => Task.CompletedTask,
            });
        }
        catch (HubException)
        {
            // Refused, as a real viewer may be: slow mode, a ban, a question that has just closed.
            plan.Refused(time.GetUtcNow());
        }
    }

    private HubConnection Connection() => new HubConnectionBuilder()
        .WithUrl(hub, options =>
        {
            options.AccessTokenProvider = () => Task.FromResult<string?>(tickets.Of(guise));
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
        })
        .AddJsonProtocol(options => ContractJson.Apply(options.PayloadSerializerOptions))
        .Build();
}
