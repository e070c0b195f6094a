@echo off
rem Runs Stratigraph from an unpacked release. Needs Java 17 or later, in JAVA_HOME or on the PATH.
rem   STRATIGRAPH_JAVA_OPTS   further options for the Java virtual machine, such as -Xmx4g
setlocal
set "JAVA=java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" (
  echo stratigraph: JAVA_HOME is %JAVA_HOME%, which holds no bin\java.exe. Set it to Java 17 or later, or unset it. 1>&2
  exit /b 1
)
if not defined JAVA_HOME (
  where java.exe > nul 2>&1 || (
    echo stratigraph: No Java found. Stratigraph needs Java 17 or later; install one or set JAVA_HOME. 1>&2
    exit /b 1
  )
)
for %%f in ("%~dp0lib\stratigraph-cli-*.jar") do set "JAR=%%f"
set "OPTIONS=-XX:+UseSerialGC -Xms64m -Xmx1g -XX:MaxDirectMemorySize=1t"
set "OPTIONS=%OPTIONS% -Dfile.encoding=UTF-8 -Djava.awt.headless=true"
"%JAVA%" %OPTIONS% %STRATIGRAPH_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
