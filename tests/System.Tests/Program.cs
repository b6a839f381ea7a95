using MentorshipFlow.System.Tests.Webhooks;

// A drill starts this program as a receiver of webhooks; all other arguments are the test runner's.
if (args is ["receiver", .. var words]) return await ReceiverProgram.RunAsync(words);
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
