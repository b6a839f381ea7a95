using MentorshipFlow.Api.Commands;

return await CommandLine.Run(
    [
        ServeCommand.Command,
        MigrateCommand.Command,
        RebuildViewsCommand.Command,
        FirstKeyCommand.Command,
        BackupCommand.Command,
        RestoreCommand.Command,
        RotateKeyCommand.Command,
        VerifyCommand.Command,
        PostgresCommand.Command,
    ],
    args);
