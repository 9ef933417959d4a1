@echo off
rem Runs T4. Environment: JAVA_HOME, JAVA_OPTS and T4_OPTS (options for the JVM).
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED "-Dt4.home=%home%" %JAVA_OPTS% %T4_OPTS% -cp "%home%\lib\*" io.t4.cli.T4Command %*
exit /b %errorlevel%
