using MentorshipFlow.Api.Commands;

return await AllCommands.Run(args);
