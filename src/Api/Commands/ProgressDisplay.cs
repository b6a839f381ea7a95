using MentorshipFlow.Workflows;
using Spectre.Console;

namespace MentorshipFlow.Api.Commands;

/// <summary>Shows the progress of a long command: a bar per step on a terminal, otherwise a line per step.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs the work and shows its steps.</summary>
    /// <param name="lines">The output for lines without a terminal; null for none.</param>
    public static Task<T> Show<T>(TextWriter? lines, Func<IProgress<WorkStep>, Task<T>> work) =>
        Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive ? work(new Lines(lines)) : ShowBars(work);

    private static Task<T> ShowBars<T>(Func<IProgress<WorkStep>, Task<T>> work) =>
        AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bars = new Bars(context);
                var result = await work(bars);
                bars.Finish();
                return result;
            });

    private sealed class Lines(TextWriter? output) : IProgress<WorkStep>
    {
        private string last = "";

        public void Report(WorkStep value)
        {
            var line = $"{value.Name,-10} {value.Detail}".TrimEnd();
            if (line != last) output?.WriteLine(line);
            last = line;
        }
    }

    private sealed class Bars(ProgressContext context) : IProgress<WorkStep>
    {
        private string name = "";
        private ProgressTask? bar;

        public void Report(WorkStep value)
        {
            if (bar is null || value.Name != name)
            {
                Finish();
                bar = context.AddTask(value.Name, maxValue: 1);
            }

            name = value.Name;
            bar.Description = Markup.Escape($"{value.Name} {value.Detail}".TrimEnd());
            bar.IsIndeterminate = value.Fraction is null;
            bar.Value = value.Fraction ?? 0;
        }

        public void Finish()
        {
            if (bar is null) return;
            bar.IsIndeterminate = false;
            bar.Value = 1;
            bar.StopTask();
        }
    }
}
