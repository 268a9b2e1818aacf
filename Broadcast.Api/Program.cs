using Broadcast.Api;
using Broadcast.Chat.Spine.Hosting;

return await PlainStart.RunAsync(() => ServiceHost.Build(args));
