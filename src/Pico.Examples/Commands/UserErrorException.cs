namespace Pico.Examples.Commands;

/// <summary>
/// Something the user can put right. The message is one line that says what is wrong, where, and what to do; it is shown as
/// it is, without a stack trace.
/// </summary>
public sealed class UserErrorException : Exception
{
    public UserErrorException(string message)
        : base(message)
    {
    }

    public UserErrorException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
