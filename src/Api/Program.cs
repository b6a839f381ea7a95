using MentorshipFlow.Api;

await using var app = Server.Create(new(args[0], args[1], Port: 0));
await app.RunAsync();
