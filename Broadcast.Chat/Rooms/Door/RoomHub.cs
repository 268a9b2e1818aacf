using Broadcast.Chat.Contracts;
using Broadcast.Chat.Control;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Messages;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tokens;
using MediatR;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Rooms.Door;

/// <summary>The room's door for live connections: looks at who calls, sends the command on, says what came of it.</summary>
internal sealed class RoomHub(
    IMediator mediator, RoomEntry entry, RoomDirectory rooms, RoomRights rights, FactsReader facts, Answers answers, TokenReader tokens) : Hub<IRoomClient>, IRoomHub
{
    private const int MostLikes = 50;

    public async Task<JoinResult> Join(string room, Position? position = null) =>
        Value(await entry.JoinAsync(Connection, Id<RoomId>(room), position, Context.ConnectionAborted));

    public async Task<Renewed> Refresh(string token)
    {
        if (await tokens.ReadAsync(token ?? "", Context.ConnectionAborted) is not { } caller)
            throw new RefusedException(RoomErrors.Required);
        if (caller.Id != Caller.Id)
            throw new RefusedException(RoomErrors.OtherPerson);

        Connection.Renew(caller);
        return new Renewed { ExpiresAt = caller.ExpiresAt * 1000 };
    }

    public Task Leave()
    {
        RoomEntry.Leave(Connection);
        return Task.CompletedTask;
    }

    public async Task<Appended> Say(string text, string? id = null)
    {
        var room = Joined(RoomRights.Chat);
        var clean = Value(ChatText.Clean(text));
        var once = Value(Once.Of(Caller, id));
        if (!Connection.Chat.TryTake())
            throw new RefusedException(MessageErrors.TooFast);

        return Value(await room.Inbox.SayAsync(new NewEvent(new ChatSaid { Text = clean }, By: Author.Of(Caller)) { OnceId = once.Id }));
    }

    public Task Like(int count)
    {
        var room = Joined(RoomRights.Like);
        if (count is < 1 or > MostLikes)
            throw new RefusedException(RoomErrors.LikeCount);

        room.Live.Like(count);
        return Task.CompletedTask;
    }

    public async Task Answer(string questionId, int option, long? shownAt = null)
    {
        if (!rights.May(Caller, RoomRights.Answer))
            throw new RefusedException(RoomErrors.Forbidden);

        Value(await answers.TakeAsync(Caller, Id<QuestionId>(questionId), option));
    }

    public async Task<Appended> Pin(string stage, string productId, string? id = null) =>
        Value(await mediator.Send(new PinProduct(Caller, Stage(stage), Id<ProductId>(productId), id), Context.ConnectionAborted));

    public async Task Unpin(string stage) =>
        Value(await mediator.Send(new UnpinProduct(Caller, Stage(stage)), Context.ConnectionAborted));

    public async Task<QuestionOpenedReply> OpenQuestion(string stage, QuestionDraft question, string? id = null) =>
        Value(await mediator.Send(new OpenQuestion(Caller, Stage(stage), question, id), Context.ConnectionAborted));

    public async Task CloseQuestion(string id) =>
        Value(await mediator.Send(new CloseQuestion(Caller, Id<QuestionId>(id)), Context.ConnectionAborted));

    public async Task Reveal(string id) =>
        Value(await mediator.Send(new RevealQuestion(Caller, Id<QuestionId>(id)), Context.ConnectionAborted));

    public Task WatchStages()
    {
        if (!ControlRights.MayWatch(Caller))
            throw new RefusedException(RoomErrors.Forbidden);

        Connection.Watch = new StageWatch();
        return Task.CompletedTask;
    }

    public Task UnwatchStages()
    {
        Connection.Watch = null;
        return Task.CompletedTask;
    }

    private RoomConnection Connection => (RoomConnection)Context.Items[typeof(RoomConnection)]!;

    private Caller Caller => Connection.Caller;

    private OpenRoom Joined(string right)
    {
        if (Connection.Seat is not { } seat)
            throw new RefusedException(RoomErrors.NotJoined);
        if (!rights.May(Caller, right))
            throw new RefusedException(RoomErrors.Forbidden);

        return Value(rooms.Find(seat.Room.Id));
    }

    private StageId Stage(string room) => Value(StageRooms.StageOf(facts.Current, Id<RoomId>(room)));

    /// <summary>Ids come as plain strings: a malformed one that failed in SignalR's binding would carry no code.</summary>
    private static T Id<T>(string text) where T : struct, IPlainId<T> =>
        T.TryParse(text, null, out var id) ? id : throw new RefusedException(RoomErrors.BadId);

    private static T Value<T>(Result<T> result) => result.Failed ? throw new RefusedException(result.Error) : result.Value;
}
