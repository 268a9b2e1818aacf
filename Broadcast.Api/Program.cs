using Broadcast.Api.Hosting;
using Broadcast.Chat.Hosting;

return await PlainStart.RunAsync(() => ServiceHost.Build(args));
