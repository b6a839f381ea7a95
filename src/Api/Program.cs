using System.CommandLine;
using MentorshipFlow.Api.Commands;

var root = new RootCommand("MentorshipFlow: mentoring programmes of schools and colleges, from draft to certificate.")
{
    ServeCommand.Create(),
    MigrateCommand.Create(),
    RebuildViewsCommand.Create(),
    FirstKeyCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    RotateKeyCommand.Create(),
    VerifyCommand.Create(),
    PostgresCommand.Create(),
    CodegenCommand.Create(),
};
return await CommandLine.Run(root, args);
